import { RISK_ACTIONS } from './risk-actions.ts';
import type { AccessLevel, Category } from './resolution.ts';

/** The access levels from the weakest to the strongest. */
export const LEVELS: readonly AccessLevel[] = ['List', 'Read', 'Tagging', 'Write', 'Permissions management'];

/**
 * Actions that a rule may add to an operation of a weaker level, with IAM's level for each
 * (Service Authorization Reference; a test holds this table to the IAM data).
 */
export const ADDED_LEVELS: Readonly<Record<string, AccessLevel>> = {
  's3:BypassGovernanceRetention': 'Permissions management',
  's3:PutBucketAcl': 'Permissions management',
  's3:PutObjectAcl': 'Permissions management',
  'dynamodb:PutResourcePolicy': 'Permissions management',
};

/** Classes that a call which only reads can be in: what it shows, and what it costs (a model's answer is a read to IAM). */
const OF_READING: ReadonlySet<string> = new Set<Category>(['credential-exposure', 'data-read', 'cost-bearing']);

const PATTERNS = Object.entries(RISK_ACTIONS).map(([category, actions]) => ({
  category: category as Category,
  pattern: new RegExp(`^(${actions.trim().split(/\s+/).map(globbed).join('|')})$`, 'i'),
}));

/** The risk patterns of every category, for the check that each of them still names something. */
export const RISK_PATTERNS: readonly string[] = Object.values(RISK_ACTIONS).flatMap((text) => text.trim().split(/\s+/));

/** The stronger of two levels. */
export function stronger(a: AccessLevel, b: AccessLevel): AccessLevel {
  return LEVELS.indexOf(a) >= LEVELS.indexOf(b) ? a : b;
}

/** A call's level: its operation's, or that of a stronger action that its input brings in. */
export function levelOf(operation: AccessLevel, actions: readonly string[]): AccessLevel {
  return actions.map((action) => ADDED_LEVELS[action] ?? 'List').reduce<AccessLevel>(stronger, operation);
}

/** The risk classes of a call at its level, by the actions it takes; in the order of `RISK_ACTIONS`. */
export function categoriesOf(level: AccessLevel, actions: readonly string[]): readonly Category[] {
  const changes = level !== 'List' && level !== 'Read';
  return PATTERNS.filter(({ category }) => changes || OF_READING.has(category))
    .filter(({ pattern }) => actions.some((action) => pattern.test(action)))
    .map(({ category }) => category);
}

function globbed(action: string): string {
  return action.replaceAll('*', '.*');
}
