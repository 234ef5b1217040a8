import { type Budget, budgetsOf } from '../decide/budgets.ts';
import type { Decision, Usage } from '../decide/decision.ts';
import type { Directory } from '../decide/directory.ts';
import { type Amount, type BudgetStore, type Counter, dayOf, endOfDay, type Used } from '../record/budget-store.ts';
import type { BoundCall } from '../record/call.ts';
import type { RecordedQuestion } from '../record/question.ts';
import { logFailure } from '../runtime/logger.ts';

export interface BudgetDeps {
  readonly budgets: BudgetStore;
  readonly directory: Directory;
}

/** A budget that an operation did not fit. */
export interface Overrun {
  readonly scope: Budget['scope'];
  readonly name: string;
  readonly measure: 'operations' | 'cost-bearing operations';
  readonly limit: number;
  /** How many submissions this budget has refused today, this one included. */
  readonly refused: number;
  /** ISO-8601 UTC. */
  readonly until: string;
}

export type Reservation =
  { readonly kind: 'reserved'; giveBack(): Promise<void> } | { readonly kind: 'over'; readonly overrun: Overrun };

/** What the agent has used so far, for the policy. Two operations that are asked for at once may see the same. */
export async function usageOf(call: BoundCall, now: Date, { budgets }: BudgetDeps): Promise<Usage> {
  const day = dayOf(now);
  const session = sessionCounter(call, day);
  const [own, inSession] = await Promise.all([
    budgets.used({ scope: 'agent', name: call.agent, day }),
    session && budgets.used(session),
  ]);
  const { operations, costBearing, deniedInARow } = own;
  return { operations, costBearing, deniedInARow, sessionOperations: inSession?.operations ?? 0 };
}

/** What is to be written, as far as it counts. */
export interface Countable {
  readonly call: BoundCall;
  readonly question: Pick<RecordedQuestion, 'categories'>;
  readonly decision: Decision;
}

/**
 * Takes the operation out of every budget it has to fit, the agent's before the team's, or out of none. This happens before the
 * operation is written: a crash in between loses one unit until midnight, and no more than the limit is ever written.
 */
export async function reserve(counted: Countable, now: Date, deps: BudgetDeps): Promise<Reservation> {
  const { call } = counted;
  const [amount, day] = [amountOf(counted), dayOf(now)];
  const taken: Counter[] = [];
  const giveBack = () => returnAll(taken, amount, deps.budgets);
  for (const budget of budgetsOf(deps.directory, call.agent)) {
    const { scope, name, operationsPerDay, costBearingPerDay } = budget;
    const limits = { operations: operationsPerDay, costBearing: costBearingPerDay };
    if (!(await deps.budgets.take({ scope, name, day }, amount, limits))) {
      await giveBack();
      return { kind: 'over', overrun: overrun(budget, day, await deps.budgets.refuse({ scope, name, day })) };
    }
    taken.push({ scope, name, day });
  }
  const session = sessionCounter(call, day);
  if (session && (await deps.budgets.take(session, amount))) taken.push(session);
  return { kind: 'reserved', giveBack };
}

/** A denied operation costs nothing, but it counts: an agent in a loop fills no table. */
function amountOf({ question, decision }: Countable): Amount {
  const denied = decision.verdict === 'deny';
  const costs = question.categories.includes('cost-bearing') && !denied;
  return { operations: 1, costBearing: costs ? 1 : 0, denied: denied ? 1 : 0 };
}

function sessionCounter({ agent, session }: BoundCall, day: string): Counter | undefined {
  return session && { scope: 'session', name: `${agent}#${session.id}`, day };
}

/** A unit that is not given back is missing until midnight, and lets nothing more pass. */
async function returnAll(taken: readonly Counter[], amount: Amount, budgets: BudgetStore): Promise<void> {
  for (const counter of taken) {
    try {
      await budgets.giveBack(counter, amount);
    } catch (error) {
      logFailure('A budget could not be given back', error);
    }
  }
}

function overrun({ scope, name, ...limits }: Budget, day: string, used: Used): Overrun {
  const all = used.operations >= limits.operationsPerDay;
  const measure = all ? 'operations' : 'cost-bearing operations';
  const limit = all ? limits.operationsPerDay : limits.costBearingPerDay;
  return { scope, name, measure, limit, refused: used.refused, until: endOfDay(day).toISOString() };
}

/** How the reason of a denial begins that a budget made, and no policy. */
export const OVER_BUDGET = 'Over budget';

/** What a refused agent, and whoever reads the record, is told. */
export function overrunSentence({ scope, name, measure, limit, refused, until }: Overrun): string {
  const whose = scope === 'team' ? `the team ${name}` : 'this agent';
  return `${OVER_BUDGET}: ${whose} has used its budget of ${limit} ${measure} a day; it is whole again at ${until}. Refused today: ${refused}`;
}

/** The first refusal of a day and each tenth power after it are put on record, so that a flood leaves a line for each digit. */
export function isRecorded({ refused }: Overrun): boolean {
  return /^10*$/.test(String(refused));
}
