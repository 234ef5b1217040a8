import type { APIGatewayProxyResult } from 'aws-lambda';
import { requestApproval } from '../../lambdas/approve/request-approval.ts';
import { type InteractionDeps, type SlackReply, takeInteraction } from '../../lambdas/approve/take-interaction.ts';
import { type Archive, archiveOperation } from '../../lambdas/archive/archive.ts';
import { closeOperation, sweep } from '../../lambdas/close/close.ts';
import { loadPolicySet, type PolicySet } from '../../lambdas/decide/policy-set.ts';
import { execute, type ExecuteDeps } from '../../lambdas/execute/execute.ts';
import type { Approved, Operation } from '../../lambdas/record/operation.ts';
import type { OperationStore, TaskTokenStore } from '../../lambdas/record/operation-store.ts';
import type { ArchivedReceipt } from '../../lambdas/record/receipt.ts';
import type { JsonObject } from '../../lambdas/runtime/json.ts';
import { type ApiDeps, route } from '../../lambdas/submit/routes.ts';
import { BackdoorStore } from './a-backdoor-store.ts';
import { HOME } from './a-call.ts';
import { aChannel, type RecordingChannel } from './a-channel.ts';
import { fixedClock, type MovableClock } from './a-clock.ts';
import { theDirectory } from './a-directory.ts';
import { aGrantSigner } from './a-grant-signer.ts';
import { theDefaultPolicies } from './a-policy-set.ts';
import { aClick, aRejection, aSlackRequest, type Click, ORIGIN, SIGNING_SECRET } from './a-slack-request.ts';
import { aWorkflow, type MemoryWorkflow } from './a-workflow.ts';
import { anApiEvent, type ApiRequest } from './an-api-event.ts';
import { anAws, type ScriptedAws } from './an-aws.ts';
import { newId } from './an-operation.ts';

/** The whole gateway in memory: every stage is the product's own, only AWS, Slack and the table are stood in for. */
export interface Gateway<S extends OperationStore & TaskTokenStore> {
  readonly store: S;
  readonly channel: RecordingChannel;
  readonly clock: MovableClock;
  readonly aws: ScriptedAws;
  readonly workflow: MemoryWorkflow;
  readonly api: ApiDeps;
  readonly slack: InteractionDeps;
  readonly executor: ExecuteDeps;
  /** Archived receipts by key. */
  readonly receipts: ReadonlyMap<string, ArchivedReceipt>;
  ask(request: ApiRequest): Promise<APIGatewayProxyResult>;
  /** Posts an envelope and gives the operation it became. */
  post(envelope: JsonObject, headers?: Record<string, string>): Promise<Operation>;
  approve(operation: Operation, click?: Click): Promise<SlackReply>;
  reject(operation: Operation, reason: string, click?: Click): Promise<SlackReply>;
  execute(operationId: string): Promise<string>;
  sweep(): Promise<{ closed: number; left: number }>;
  archive(operationId: string): Promise<void>;
  read(operationId: string): Promise<Operation>;
}

/** What a gateway is made of, where it differs from the default: the default policies, the example directory. */
export interface GatewayParts<S extends OperationStore & TaskTokenStore> {
  readonly store?: S;
  readonly policies?: PolicySet;
  readonly clock?: MovableClock;
}

let defaults: PolicySet | undefined;

export function aGateway<S extends OperationStore & TaskTokenStore = BackdoorStore>(
  parts: GatewayParts<S> = {},
): Gateway<S> {
  const store = parts.store ?? (new BackdoorStore() as OperationStore & TaskTokenStore as S);
  const policies = parts.policies ?? (defaults ??= loadPolicySet(theDefaultPolicies()));
  const [clock, channel, aws, key] = [parts.clock ?? fixedClock(), aChannel(), anAws(), aGrantSigner()];
  const rules = { policies, directory: theDirectory() };
  const executor: ExecuteDeps = {
    ...rules,
    operations: store,
    grantKey: key,
    credentials: aws.credentials,
    aws: aws.aws,
    clock,
  };
  const run = (operationId: string) => execute(operationId, executor);
  const workflow: MemoryWorkflow = aWorkflow({
    requestApproval: (request) => requestApproval(request, { operations: store, channel, clock }),
    execute: run,
    close: (request) => closeOperation(request, { operations: store, channel, workflow, clock }),
  });
  const api: ApiDeps = {
    ...{ ...rules, operations: store, workflow, clock, newId, home: HOME },
    executor: { run: (operationId) => run(operationId).then(ended, ended) },
    announcer: {
      announce: async (operationId) =>
        void (await closeOperation({ operationId }, { operations: store, channel, workflow, clock })),
    },
    pause: { rest: async () => undefined },
  };
  const slack: InteractionDeps = {
    ...{ operations: store, channel, workflow, signer: key, directory: rules.directory, clock, origin: ORIGIN },
    signingSecrets: async () => [SIGNING_SECRET],
  };
  const { archive, receipts } = aWriteOnceArchive();
  const read = async (id: string) => (await store.read(id)) as Operation;
  const take = (payload: JsonObject) => takeInteraction(aSlackRequest(payload, { at: clock() }), slack);
  const ask = (request: ApiRequest) => route(anApiEvent(request), api);
  return {
    ...{ store, channel, clock, aws, workflow, api, slack, executor, receipts, ask, read },
    post: async (envelope, headers = {}) => {
      const { body } = await ask({ route: 'POST /operations', body: JSON.stringify(envelope), headers });
      const operation = await read((JSON.parse(body) as { id: string }).id);
      await workflow.settle();
      return (await store.read(operation.id)) as Operation;
    },
    approve: (operation, click) => take(aClick(operation, { ...cardOf(operation), ...click })),
    reject: (operation, reason, click) => take(aRejection(operation, reason, { ...cardOf(operation), ...click })),
    execute: async (operationId) => (await run(operationId)).status,
    sweep: () => sweep({ operations: store, channel, workflow, clock }),
    archive: (operationId) => archiveOperation(operationId, { operations: store, archive }),
  };
}

function ended() {
  return { ended: true };
}

function cardOf(operation: Operation): Pick<Click, 'card'> {
  return 'card' in operation ? { card: (operation as Approved).card } : {};
}

function aWriteOnceArchive(): { archive: Archive; receipts: Map<string, ArchivedReceipt> } {
  const receipts = new Map<string, ArchivedReceipt>();
  return {
    receipts,
    archive: {
      put: async (receipt) => {
        const earlier = receipts.get(receipt.key);
        if (earlier && earlier.sha256 !== receipt.sha256)
          throw new Error(`Another receipt stands under ${receipt.key}`);
        receipts.set(receipt.key, receipt);
      },
    },
  };
}
