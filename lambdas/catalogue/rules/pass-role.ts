import type { Call } from '../call.ts';
import { readRoleArn } from '../names/iam.ts';
import type { ActionGrant } from '../resolution.ts';
import { grant, granted, refused, type Ruling } from './rule.ts';

/** A role that the input hands to an AWS service: its ARN, where it stands (`overrides/taskRoleArn`), and who takes it. */
export interface HandedRole {
  readonly role: string | undefined;
  readonly path: string;
  readonly to: string;
}

/** A call's own grants and the right to hand on each role that its input names; a role elsewhere is refused. */
export function withRoles(call: Call, own: readonly ActionGrant[], handed: readonly HandedRole[]): Ruling {
  const passes: ActionGrant[] = [];
  for (const { role, path, to } of handed) {
    if (role === undefined) continue;
    const result = readRoleArn(role, call);
    if (result.kind === 'fault') return refused(`/input/${path}`, result.detail);
    passes.push(grant('iam:PassRole', result.patterns, { 'iam:PassedToService': [to] }));
  }
  return granted(...own, ...passes);
}
