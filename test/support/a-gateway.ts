import type { APIGatewayProxyResult } from 'aws-lambda';
import { InMemoryResultStore } from '../../lambdas/adapters/in-memory-result-store.ts';
import type { GrantKey, GrantSigner } from '../../lambdas/approve/grant.ts';
import { type ApprovalRequest, requestApproval } from '../../lambdas/approve/request-approval.ts';
import { type InteractionDeps, type SlackReply, takeInteraction } from '../../lambdas/approve/take-interaction.ts';
import { archiveOperation } from '../../lambdas/archive/archive.ts';
import { InMemoryBudgetStore } from '../../lambdas/adapters/in-memory-budget-store.ts';
import { InMemoryPseudonymStore } from '../../lambdas/adapters/in-memory-pseudonym-store.ts';
import { InMemoryStopStore } from '../../lambdas/adapters/in-memory-stop-store.ts';
import { closeOperation, type CloseRequest } from '../../lambdas/close/close.ts';
import { sweep } from '../../lambdas/close/sweep.ts';
import type { PolicySource } from '../../lambdas/decide/policies-in-force.ts';
import { loadPolicySet, type PolicySet } from '../../lambdas/decide/policy-set.ts';
import { execute, type ExecuteDeps } from '../../lambdas/execute/execute.ts';
import { DEFAULT_RULES, type MaskingRules } from '../../lambdas/mask/policy/rules.ts';
import type { Approved, Operation } from '../../lambdas/record/operation.ts';
import type { PseudonymStore } from '../../lambdas/record/pseudonym-store.ts';
import type { OperationStore, TaskTokenStore } from '../../lambdas/record/operation-store.ts';
import type { BudgetStore } from '../../lambdas/record/budget-store.ts';
import type { Directory } from '../../lambdas/decide/directory.ts';
import type { StopStore } from '../../lambdas/record/stop-store.ts';
import type { ArchivedReceipt } from '../../lambdas/record/receipt.ts';
import type { JsonObject } from '../../lambdas/runtime/json.ts';
import type { Rules } from '../../lambdas/submit/assess.ts';
import { type ApiDeps, route } from '../../lambdas/submit/routes.ts';
import { order, type Ordered, type Sweeper } from '../../lambdas/stop/order.ts';
import { route as orderRoute } from '../../lambdas/stop/routes.ts';
import { BackdoorStore } from './a-backdoor-store.ts';
import { HOME } from './a-call.ts';
import { aChannel, type RecordingChannel } from './a-channel.ts';
import { fixedClock, type MovableClock } from './a-clock.ts';
import { theDirectory } from './a-directory.ts';
import { aGrantSigner } from './a-grant-signer.ts';
import { theDefaultPolicies } from './a-policy-set.ts';
import { aClick, aRejection, aSlackRequest, type Click, ORIGIN, SIGNING_SECRET } from './a-slack-request.ts';
import { aWorkflow, type Executions, type MemoryWorkflow, noExecutions } from './a-workflow.ts';
import { anApiEvent, type ApiRequest } from './an-api-event.ts';
import { anAws, type ScriptedAws } from './an-aws.ts';
import { newId } from './an-operation.ts';
import { someSessionKeys, type TestSessionKeys } from './session-keys.ts';

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
  readonly sessionKeys: TestSessionKeys;
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
  close(request: CloseRequest): Promise<unknown>;
  /** The same gateway in another process, with a view of the store of its own. */
  over<O extends OperationStore & TaskTokenStore>(store: O, stops?: StopStore): Gateway<O>;
  read(operationId: string): Promise<Operation>;
  readonly stops: StopStore;
  readonly budgets: BudgetStore;
  /** An operator stops an agent, or `all`. The sweep that follows is left to the test. */
  stop(scope: string, reason?: string, sweeper?: Sweeper): Promise<Ordered>;
  /** One signed request of an operator. */
  operate(request: ApiRequest): Promise<APIGatewayProxyResult>;
  resume(scope: string): Promise<Ordered>;
}

/** Who gives the orders. */
export const OPERATOR = 'arn:aws:sts::111122223333:assumed-role/on-call/dana';

/** What a gateway is made of, where it differs from the default: the default policies, the example directory. */
export interface GatewayParts<S extends OperationStore & TaskTokenStore> {
  readonly store?: S;
  readonly policies?: PolicySet | PolicySource;
  /** The stops that `store` minds. */
  readonly stops?: StopStore;
  readonly budgets?: BudgetStore;
  readonly directory?: Directory;
  readonly clock?: MovableClock;
  readonly masking?: MaskingRules;
  readonly pseudonyms?: PseudonymStore;
}

type Store = OperationStore & TaskTokenStore;

/** What outlives a process, and what all processes share. */
interface World {
  readonly budgets: BudgetStore;
  readonly pseudonyms: PseudonymStore;
  readonly sessionKeys: TestSessionKeys;
  readonly stops: StopStore;
  readonly rules: Rules & { readonly masking: MaskingRules };
  readonly clock: MovableClock;
  readonly channel: RecordingChannel;
  readonly aws: ScriptedAws;
  readonly key: GrantSigner & GrantKey;
  readonly executions: Executions;
  readonly results: InMemoryResultStore;
  readonly receipts: Map<string, ArchivedReceipt>;
}

let defaults: PolicySet | undefined;

/** A gateway with nothing in it. */
export function aGateway<S extends Store = BackdoorStore>(parts: GatewayParts<S> = {}): Gateway<S> {
  const policies = parts.policies ?? (defaults ??= loadPolicySet(theDefaultPolicies()));
  const inMemory = new InMemoryStopStore();
  return assembled(parts.store ?? (new BackdoorStore(inMemory) as Store as S), {
    stops: parts.stops ?? inMemory,
    budgets: parts.budgets ?? new InMemoryBudgetStore(),
    rules: {
      policies,
      directory: parts.directory ?? theDirectory(),
      masking: parts.masking ?? DEFAULT_RULES,
    },
    clock: parts.clock ?? fixedClock(),
    channel: aChannel(),
    aws: anAws(),
    key: aGrantSigner(),
    pseudonyms: parts.pseudonyms ?? new InMemoryPseudonymStore(),
    sessionKeys: someSessionKeys(),
    executions: noExecutions(),
    results: new InMemoryResultStore(),
    receipts: new Map(),
  });
}

function assembled<S extends Store>(store: S, world: World): Gateway<S> {
  const { channel, clock, aws, receipts, stops, budgets } = world;
  const executor: ExecuteDeps = {
    ...world.rules,
    operations: store,
    stops,
    budgets,
    pseudonyms: world.pseudonyms,
    sessionKeys: world.sessionKeys,
    grantKey: world.key,
    credentials: aws.credentials,
    aws: aws.aws,
    results: world.results,
    clock,
  };
  const run = (operationId: string) => execute(operationId, executor);
  const close = (request: CloseRequest) => closeOperation(request, { operations: store, channel, workflow, clock });
  const request = (asked: ApprovalRequest) => requestApproval(asked, { operations: store, channel, clock });
  const workflow = aWorkflow({ requestApproval: request, execute: run, close }, world.executions);
  const api = apiOf(store, { ...world, workflow, run, close });
  const slack = slackOf(store, { ...world, workflow });
  const orders = { ...api, sweeper: { sweep: async () => undefined } };
  const read = async (id: string) => (await store.read(id)) as Operation;
  const take = (payload: JsonObject) => takeInteraction(aSlackRequest(payload, { at: clock() }), slack);
  const ask = (asked: ApiRequest) => route(anApiEvent(asked), api);
  const archive = { put: async (receipt: ArchivedReceipt) => putOnce(receipts, receipt) };
  return {
    sessionKeys: world.sessionKeys,
    ...{ store, stops, budgets, channel, clock, aws, workflow, api, slack, executor, receipts, ask, read, close },
    stop: (scope, reason = 'it went astray', sweeper = orders.sweeper) =>
      order({ type: 'stopped', scope, by: OPERATOR, reason }, { ...orders, sweeper }),
    operate: (asked) => orderRoute(anApiEvent({ userArn: OPERATOR, ...asked }), orders),
    resume: (scope) => order({ type: 'resumed', scope, by: OPERATOR, reason: 'it is mended' }, orders),
    post: async (envelope, headers = {}) => {
      const { body } = await ask({ route: 'POST /operations', body: JSON.stringify(envelope), headers });
      const { id } = JSON.parse(body) as { id: string };
      await workflow.settle();
      return read(id);
    },
    approve: (operation, click) => take(aClick(operation, { ...cardOf(operation), ...click })),
    reject: (operation, reason, click) => take(aRejection(operation, reason, { ...cardOf(operation), ...click })),
    execute: async (operationId) => (await run(operationId)).status,
    sweep: () => sweep({ operations: store, stops, channel, workflow, clock, directory: api.directory }),
    archive: (operationId) => archiveOperation(operationId, { operations: store, stops, archive }),
    over: (other, turnedStops = stops) => assembled(other, { ...world, stops: turnedStops }),
  };
}

interface Wired extends World {
  readonly workflow: MemoryWorkflow;
  run(operationId: string): Promise<unknown>;
  close(request: CloseRequest): Promise<unknown>;
}

/** As Lambda does, the executor's caller learns that it ended, however it ended. */
function apiOf(operations: Store, { rules, stops, budgets, pseudonyms, workflow, clock, run, close }: Wired): ApiDeps {
  return {
    ...{ ...rules, operations, stops, budgets, pseudonyms, workflow, clock, newId, home: HOME },
    executor: { run: (operationId) => run(operationId).then(ended, ended) },
    announcer: { announce: async (operationId) => void (await close({ operationId })) },
    pause: { rest: async () => undefined },
  };
}

function slackOf(
  operations: Store,
  { rules, stops, channel, workflow, clock, key }: Omit<Wired, 'run' | 'close'>,
): InteractionDeps {
  return {
    ...{ operations, stops, channel, workflow, clock, signer: key, directory: rules.directory, origin: ORIGIN },
    pause: { rest: async () => undefined },
    signingSecrets: async () => [SIGNING_SECRET],
  };
}

function ended() {
  return { ended: true };
}

function cardOf(operation: Operation): Pick<Click, 'card'> {
  return 'card' in operation ? { card: (operation as Approved).card } : {};
}

function putOnce(receipts: Map<string, ArchivedReceipt>, receipt: ArchivedReceipt): void {
  const earlier = receipts.get(receipt.key);
  if (earlier && earlier.sha256 !== receipt.sha256) throw new Error(`Another receipt stands under ${receipt.key}`);
  receipts.set(receipt.key, receipt);
}
