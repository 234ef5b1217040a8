import { type BoundCall, callAsJson } from '../../lambdas/record/call.ts';
import type { JsonObject } from '../../lambdas/runtime/json.ts';

export const ACCOUNT = '111122223333';
export const HOME = { account: ACCOUNT, region: 'eu-west-1' } as const;

/** In the example directory: an agent of team finance, whose owner is `OWNER`. */
export const AGENT = `arn:aws:iam::${ACCOUNT}:role/invoice-agent`;
export const OWNER = 'U0FINANCE1';
/** Another agent of the example directory. */
export const OTHER_AGENT = `arn:aws:iam::${ACCOUNT}:user/build-agent`;

/** Members of the approver groups of the example directory: three of `platform`, and one of `security` alone. */
export const ANNA = 'U0PLATFRM1';
export const BERT = 'U0PLATFRM2';
export const CARA = 'U0PLATFRM3';
export const SECURITY = 'U0SECURTY1';

/** A call that the default policies ask about: it destroys one object. */
export function aCall(changes: Partial<BoundCall> = {}): BoundCall {
  return {
    agent: AGENT,
    account: ACCOUNT,
    region: 'eu-west-1',
    service: 's3',
    operation: 'DeleteObject',
    input: { Bucket: 'invoices', Key: '2026/10/0042.pdf' },
    reason: 'Duplicate upload, ticket OPS-1234',
    session: { id: 'run-7f3a', prompt: 'Clean up duplicate invoices' },
    ...changes,
  };
}

/** A call that the default policies let run at once: it reads one object. */
export function aRead(changes: Partial<BoundCall> = {}): BoundCall {
  return aCall({ operation: 'GetObject', reason: 'Compare the two copies', ...changes });
}

/** A call that the default policies deny: it gives somebody more rights. */
export function anEscalation(changes: Partial<BoundCall> = {}): BoundCall {
  const input = { UserName: 'build-agent', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' };
  return aCall({ service: 'iam', operation: 'AttachUserPolicy', region: 'us-east-1', input, ...changes });
}

/** The envelope that asks for a call, as an agent posts it. */
export function anEnvelope(call: BoundCall = aCall(), changes: JsonObject = {}): JsonObject {
  const { agent: _signed, ...envelope } = callAsJson(call);
  return { ...envelope, ...changes };
}
