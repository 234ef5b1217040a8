import type { Call } from '../call.ts';
import { arn, parseArn } from '../arn.ts';
import { strayFrom } from '../names/name.ts';
import type { ActionGrant } from '../resolution.ts';
import { grant } from './rule.ts';

/**
 * The key use that a service makes with the caller's own credentials, which the session policy must let through.
 * `kms:ViaService` keeps it to that service; without a named key the service's choice is open, so any key of the account.
 */
export function keyUse(call: Call, actions: readonly string[], key = '*'): ActionGrant {
  const { account, region } = call;
  const resource =
    key === '*' ? arn`arn:aws:kms:${region}:${account}:key/*` : arn`arn:aws:kms:${region}:${account}:key/${key}`;
  return grant(
    actions.map((action) => `kms:${action}`),
    resource,
    { 'kms:ViaService': [`${call.service}.${region}.amazonaws.com`] },
  );
}

/** The id of a key that a call names by id or ARN in its own account and region; undefined for aliases and all else. */
export function keyId(call: Call, text: string): string | undefined {
  const parts = parseArn(text);
  if (parts !== undefined && (parts.service !== 'kms' || strayFrom(call, parts) !== undefined)) return undefined;
  return /^(?:key\/)?((?:mrk-)?[0-9a-f-]{32,36})$/.exec(parts?.resource ?? text)?.[1];
}
