import type { ActionGrant } from '../../../../lambdas/catalogue/resolution.ts';
import type { Case } from './case.ts';

/** What a call is, apart from what it needs. */
export type Kind = Pick<Case, 'level' | 'categories'>;

export const list: Kind = { level: 'List', categories: [] };
export const read: Kind = { level: 'Read', categories: [] };
export const write: Kind = { level: 'Write', categories: [] };
export const costs: Kind = { level: 'Write', categories: ['cost-bearing'] };
export const destroys: Kind = { level: 'Write', categories: ['destructive'] };

/** Destruction that is felt in the whole account. */
export const ruins: Kind = { level: 'Write', categories: ['destructive', 'account-level'] };
export const readsContent: Kind = { level: 'Read', categories: ['data-read'] };

/** Calls without resources in IAM, each with the action of its own name. */
export function everywhere(prefix: string, kind: Kind, operations: string, input: Case['input'] = {}): readonly Case[] {
  return operations.split(' ').map((operation) => ({
    operation,
    input,
    grants: [{ actions: [`${prefix}:${operation}`], resources: ['*'] }],
    ...kind,
  }));
}

/** Calls of one shape on the same resources, each with the action of its own name. */
export function alike(prefix: string, kind: Kind, operations: string, same: Same): readonly Case[] {
  return operations.split(' ').map((operation) => ({
    operation,
    input: same.input,
    grants: [on(`${prefix}:${operation}`, ...same.resources)],
    ...kind,
  }));
}

interface Same {
  readonly input: Case['input'];
  readonly resources: readonly string[];
}

/** A grant of one or, with spaces between, several actions. */
export function on(actions: string, ...resources: readonly string[]): ActionGrant {
  return { actions: actions.split(' '), resources };
}

/** A grant under conditions. */
export function when(conditions: NonNullable<ActionGrant['when']>, given: ActionGrant): ActionGrant {
  return { ...given, when: conditions };
}

/** The right to hand a role to a service. */
export function passes(role: string, service: string): ActionGrant {
  return when({ 'iam:PassedToService': [service] }, on('iam:PassRole', role));
}

/** The use of a key of the account through a service. */
export function keyThrough(service: string, actions: string, key = '*'): ActionGrant {
  return when(
    { 'kms:ViaService': [`${service}.eu-west-1.amazonaws.com`] },
    on(actions, `arn:aws:kms:eu-west-1:111122223333:key/${key}`),
  );
}
