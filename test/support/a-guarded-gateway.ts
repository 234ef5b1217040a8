import { loadPolicySet } from '../../lambdas/decide/policy-set.ts';
import { preparePolicies } from '../../lambdas/decide/prepare.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CallOutcome } from '../../lambdas/execute/ports.ts';
import type { Operation } from '../../lambdas/record/operation.ts';
import type { Withheld } from '../../lambdas/record/withheld.ts';
import type { JsonObject } from '../../lambdas/runtime/json.ts';
import { aCall, anEnvelope } from './a-call.ts';
import { aGateway } from './a-gateway.ts';
import { POLICIES, theDefaultPolicies } from './a-policy-set.ts';

/** What the answers of `aGuardedGateway` hold: none of it may be seen before a release. */
export const CONTENT = 'harmless-but-withheld';

/** A scan, which the policies of `aGuardedGateway` let run at once. */
export const aScan = () =>
  aCall({ service: 'dynamodb', operation: 'Scan', input: { TableName: 'customers' }, reason: 'Count them' });

/** AWS's answer to a scan of so many customers. */
export function customers(count: number): CallOutcome {
  const Items = Array.from({ length: count }, (_, at) => ({
    id: { S: `${CONTENT}-${at}` },
    [`${CONTENT}-mail`]: { S: `customer${at}@example.com` }, // masking reports the place, and so this name
  }));
  return { kind: 'answered', output: { Items, Count: count, [`${CONTENT}-member`]: 1 } };
}

/** A gateway with a policy set of its own: reads run at once within these limits, releases are asked as by default. */
export function aGuardedGateway(notes: string, rows = 3) {
  const { schema } = theDefaultPolicies();
  const reads = `@id("reads") ${notes} permit (principal, action == Countersign::Action::"unattended", resource);`;
  const release = readFileSync(join(POLICIES, 'release.cedar'), 'utf8');
  const files = [
    { name: 'reads.cedar', text: reads },
    { name: 'release.cedar', text: release },
  ];
  const gateway = aGateway({ policies: loadPolicySet(preparePolicies({ schema, files })) });
  gateway.aws.answer = async () => customers(rows);
  return gateway;
}

/** A seal of nothing. */
export const NO_SEAL = '0'.repeat(64);

/** What a release of this operation sends: its id and the seal of its withheld answer, `NO_SEAL` where none is kept. */
export function releaseInputOf(operation: {
  readonly id: string;
  readonly withheld?: Withheld | undefined;
}): JsonObject {
  return { OperationId: operation.id, Seal: operation.withheld?.kept?.seal ?? NO_SEAL };
}

/** The envelope that asks for the release of an operation's answer. */
export function aRelease(operation: { readonly id: string }, changes: JsonObject = {}): JsonObject {
  const input = releaseInputOf(operation);
  return { service: 'countersign', operation: 'ReleaseResult', input, reason: 'I need all of them', ...changes };
}

/** A gateway that has withheld one scan of three rows, and that operation. */
export async function aWithheld(notes = '@maxRows("2") @maxRowsPerDay("50")') {
  const gateway = aGuardedGateway(notes);
  const original = await gateway.post(anEnvelope(aScan()));
  return { gateway, original };
}

/** Posts the release of an operation; it waits for a reviewer then. */
export async function askRelease({ gateway, original }: WithheldScan): Promise<Operation> {
  return gateway.post(aRelease(original));
}

type WithheldScan = Awaited<ReturnType<typeof aWithheld>>;
