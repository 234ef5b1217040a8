import { InMemoryOperationStore } from '../../lambdas/adapters/in-memory-operation-store.ts';
import { grantStatement, type GrantSigner, signGrant } from '../../lambdas/approve/grant.ts';
import type { Decision } from '../../lambdas/decide/decision.ts';
import { NO_USAGE } from '../../lambdas/decide/usage.ts';
import type { BoundCall } from '../../lambdas/record/call.ts';
import type { OperationEvent } from '../../lambdas/record/events.ts';
import type {
  Allowed,
  Approved,
  Card,
  Closed,
  Executing,
  Needs,
  Operation,
  Outcome,
  Pending,
} from '../../lambdas/record/operation.ts';
import { receive } from '../../lambdas/record/receive.ts';
import { addApproval, approve, claim, close, postCard } from '../../lambdas/record/steps.ts';
import { type Step, transition } from '../../lambdas/record/transition.ts';
import { ANNA, aCall } from './a-call.ts';
import { CHANNEL } from './a-channel.ts';
import { NOON } from './a-clock.ts';
import { aGrantSigner } from './a-grant-signer.ts';

export const ID = 'op_01JD8Z4Q6W7X8Y9ZABCDEFGHJK';
export const CARD: Card = { channel: CHANNEL, message: '1763812800.000100' };

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
let counter = 0;

/** The next of ever greater ids, which no earlier run against the same table has used. */
export function newId(): string {
  counter += 1;
  const digits = `${Date.now().toString(32)}${counter.toString(32).padStart(6, '0')}`;
  const text = [...digits].map((digit) => CROCKFORD[Number.parseInt(digit, 32)]).join('');
  return `op_${text.padStart(26, '0')}`;
}

type Ask = Extract<Decision, { verdict: 'ask' }>;

/** What an operation is made from; everything has a default. */
export interface Making {
  readonly id?: string;
  readonly call?: BoundCall;
  /** The call as shown; the call itself unless given. */
  readonly shown?: BoundCall;
  readonly at?: string;
  readonly decision?: Partial<Ask>;
  readonly needs?: Partial<Needs>;
  readonly signer?: GrantSigner;
  /** Who approved, in this order. */
  readonly reviewers?: readonly string[];
}

/** An operation with the history that leads to it. */
export interface Recorded<O extends Operation = Operation> {
  readonly operation: O;
  readonly events: readonly OperationEvent[];
}

/** What the catalogue says of `aCall()`. */
export function someNeeds(changes: Partial<Needs> = {}): Needs {
  const grants = [{ actions: ['s3:DeleteObject'], resources: ['arn:aws:s3:::invoices/2026/10/0042.pdf'] }];
  return { tier: 'curated', accessLevel: 'Write', categories: ['destructive'], grants, ...changes };
}

/** A decision to ask one person of `platform` for an hour. */
export function anAsk(changes: Partial<Ask> = {}): Ask {
  const policies = ['approved-destruction'];
  const reasons = ['Destructive calls need one approval within the hour'];
  const asks = { approvers: ['platform'], quorum: 1, timeoutSeconds: 3600 };
  return { verdict: 'ask', policies, policySet: 'a'.repeat(64), reasons, ...asks, ...changes };
}

const allow: Decision = {
  verdict: 'allow',
  policies: ['ordinary-reads'],
  policySet: 'a'.repeat(64),
  reasons: ['Reads run'],
};

async function pendingWithoutCard(making: Making = {}): Promise<Recorded<Pending>> {
  return received(making, anAsk(making.decision)) as Recorded<Pending>;
}

async function pending(making: Making = {}): Promise<Recorded<Pending>> {
  const asked = await pendingWithoutCard(making);
  return stepped<Pending>(asked, (operation) => postCard(operation, CARD, whenOf(making)));
}

async function approved(making: Making = {}): Promise<Recorded<Approved>> {
  const reviewers = making.reviewers ?? [ANNA];
  let recorded: Recorded = await pending(making);
  for (const [index, reviewer] of reviewers.entries()) {
    const verdict = { reviewer, answer: 'approve' as const, at: whenOf(making).toISOString() };
    const last = index === reviewers.length - 1;
    recorded = await stepped(recorded, async (operation) => {
      if (!last) return addApproval(operation, verdict);
      const statement = grantStatement(operation as Pending, reviewers, whenOf(making));
      return approve(operation, verdict, {
        grant: await signGrant(statement, making.signer ?? aGrantSigner()),
        card: CARD,
      });
    });
  }
  return recorded as Recorded<Approved>;
}

async function allowed(making: Making = {}): Promise<Recorded<Allowed>> {
  return received(making, allow) as Recorded<Allowed>;
}

async function executing(making: Making = {}): Promise<Recorded<Executing>> {
  return stepped<Executing>(await allowed(making), (operation) => claim(operation, whenOf(making)));
}

async function closed(outcome: Outcome, making: Making = {}): Promise<Recorded<Closed>> {
  const executed =
    outcome.status === 'SUCCEEDED' || outcome.status === 'FAILED' || outcome.status === 'OUTCOME_UNKNOWN';
  const before: Recorded = executed ? await executing(making) : await pending(making);
  return stepped<Closed>(before, (operation) => close(operation, outcome, { at: whenOf(making), by: 'gateway' }));
}

/** An operation in each state, made by the steps of the record and nothing else. */
export const anOperation = { pendingWithoutCard, pending, approved, allowed, executing, closed };

/** A store in memory that holds these operations. */
export async function aStoreWith(...recorded: readonly Recorded[]): Promise<InMemoryOperationStore> {
  const store = new InMemoryOperationStore();
  for (const { operation, events } of recorded) await store.create(operation, events);
  return store;
}

function received({ id = ID, call = aCall(), shown = call, ...making }: Making, decision: Decision): Recorded {
  return receive({ id, call, shown, needs: someNeeds(making.needs), decision, usage: NO_USAGE }, whenOf(making));
}

async function stepped<O extends Operation>(
  recorded: Recorded,
  step: (operation: Operation) => Step | Promise<Step>,
): Promise<Recorded<O>> {
  const store = await aStoreWith(recorded);
  const operation = await transition(store, recorded.operation.id, step);
  return { operation: operation as O, events: await store.events(operation.id) };
}

function whenOf({ at = NOON }: Making): Date {
  return new Date(at);
}
