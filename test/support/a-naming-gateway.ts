import { InMemoryPseudonymStore } from '../../lambdas/adapters/in-memory-pseudonym-store.ts';
import { DEFAULT_MASKING, type MaskingPolicy } from '../../lambdas/mask/policy/masking-policy.ts';
import { maskingRules } from '../../lambdas/mask/policy/rules.ts';
import type { BoundCall } from '../../lambdas/record/call.ts';
import type { Operation } from '../../lambdas/record/operation.ts';
import type { AgentSession, Pseudonym } from '../../lambdas/record/pseudonym-store.ts';
import { Unavailable } from '../../lambdas/runtime/errors.ts';
import type { JsonObject } from '../../lambdas/runtime/json.ts';
import { aCall, anEnvelope } from './a-call.ts';
import type { BackdoorStore } from './a-backdoor-store.ts';
import { aGateway, type GatewayParts } from './a-gateway.ts';

export const EMAIL = 'ada@example.com';
export const SESSION = { id: 'run-1' };
const QueueUrl = 'https://sqs.eu-west-1.amazonaws.com/111122223333/invoice-events';

/** E-mail addresses and the field `nickname` get pseudonyms. */
const POLICY: MaskingPolicy = {
  ...DEFAULT_MASKING,
  types: { email: 'pseudonym' },
  fields: [{ operation: 'dynamodb:GetItem', path: 'Item.nickname.S', show: 'pseudonym', type: 'customer-name' }],
};

/** A store of pseudonyms that can be made to fail, to see no pseudonym as free, and to hold what it was not given. */
export class CrookedStore extends InMemoryPseudonymStore {
  broken: 'keep' | 'find' | undefined;
  isTaken: (token: string) => boolean = () => false;
  alter: (pseudonym: Pseudonym) => Pseudonym | undefined = (pseudonym) => pseudonym;

  override async keep(session: AgentSession, shown: readonly Pseudonym[]): Promise<readonly string[]> {
    if (this.broken === 'keep') throw new Unavailable('The table of pseudonyms');
    const taken = shown.map(({ token }) => token).filter(this.isTaken);
    const kept = await super.keep(
      session,
      shown.filter(({ token }) => !taken.includes(token)),
    );
    return [...taken, ...kept];
  }

  override async find(session: AgentSession, tokens: readonly string[]): Promise<readonly Pseudonym[]> {
    if (this.broken === 'find') throw new Unavailable('The table of pseudonyms');
    return (await super.find(session, tokens)).flatMap((pseudonym) => this.alter(pseudonym) ?? []);
  }
}

/** A call that reads one item. */
export function aReadOf(customerId: string, changes: Partial<BoundCall> = {}): BoundCall {
  const input = { TableName: 'customers', Key: { customerId: { S: customerId } } };
  return aCall({ service: 'dynamodb', operation: 'GetItem', input, session: SESSION, ...changes });
}

/** A call that sends a message. */
export function aMessage(MessageBody: string, changes: Partial<BoundCall> = {}): BoundCall {
  return aCall({
    service: 'sqs',
    operation: 'SendMessage',
    input: { QueueUrl, MessageBody },
    session: SESSION,
    ...changes,
  });
}

/** A gateway in memory whose masking policy has pseudonyms. */
export async function aNamingGateway(
  policy: Partial<MaskingPolicy> = {},
  parts: Pick<GatewayParts<BackdoorStore>, 'policies'> = {},
) {
  const store = new CrookedStore();
  const gateway = aGateway({ ...parts, masking: await maskingRules({ ...POLICY, ...policy }), pseudonyms: store });
  const post = async (call: BoundCall, userArn?: string) => {
    const body = JSON.stringify(anEnvelope(call));
    const answer = await gateway.ask({ route: 'POST /operations', body, ...(userArn !== undefined && { userArn }) });
    await gateway.workflow.settle();
    return { ...answer, json: JSON.parse(answer.body) as JsonObject & { id: string } };
  };
  /** Posts a call that AWS answers so, and gives the closed operation. */
  const read = async (output: Record<string, unknown>, call = aReadOf('C-1')) => {
    gateway.aws.answer = async () => ({ kind: 'answered', output });
    const { json } = await post(call);
    return gateway.read(json.id);
  };
  /** Posts a call, approves it and waits for its end. */
  const approved = async (call: BoundCall, between: () => void = () => undefined): Promise<Operation> => {
    const { json } = await post(call);
    if (json.id === undefined) throw new Error(JSON.stringify(json));
    between();
    await gateway.approve(await gateway.read(json.id));
    await gateway.workflow.settle();
    return gateway.read(json.id);
  };
  const item = (email: string) => ({ Item: { email: { S: email } } });
  const shown = async (value = EMAIL) => tokensOf(await read(item(value)))[0] ?? '';
  return { gateway, store, post, read, approved, item, shown };
}

/** All pseudonyms that can be read in an operation's result. */
export function tokensOf(operation: Operation): readonly string[] {
  return JSON.stringify(operation).match(/<[a-z-]+:[0-9a-f]{12}>/g) ?? [];
}
