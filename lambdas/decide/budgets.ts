import { type Directory, teamOf } from './directory.ts';

/** What one agent, or all agents of a team together, may use on one day (UTC). */
export interface Budget {
  readonly scope: 'agent' | 'team';
  /** The agent's ARN, or the team's name. */
  readonly name: string;
  readonly operationsPerDay: number;
  readonly costBearingPerDay: number;
}

/** What holds where the directory says nothing: far above a day's work, far below what a loop does in a day. */
export const DEFAULT_BUDGETS = {
  agent: { operationsPerDay: 5_000, costBearingPerDay: 100 },
  team: { operationsPerDay: 20_000, costBearingPerDay: 400 },
} as const;

/** The budgets that an agent's operation has to fit, the agent's own first. A stranger has one, so that its denials end too. */
export function budgetsOf(people: Directory, arn: string): readonly Budget[] {
  const own = Object.hasOwn(people.agents, arn) ? people.agents[arn]?.budgets : undefined;
  const agent = budget('agent', arn, own);
  const team = teamOf(people, arn);
  if (team === undefined) return [agent];
  const { teams = {} } = people;
  return [agent, budget('team', team, Object.hasOwn(teams, team) ? teams[team]?.budgets : undefined)];
}

function budget(
  scope: Budget['scope'],
  name: string,
  said: NonNullable<Directory['agents'][string]>['budgets'],
): Budget {
  const { operationsPerDay, costBearingPerDay } = DEFAULT_BUDGETS[scope];
  return {
    scope,
    name,
    operationsPerDay: said?.operationsPerDay ?? operationsPerDay,
    costBearingPerDay: said?.costBearingPerDay ?? costBearingPerDay,
  };
}
