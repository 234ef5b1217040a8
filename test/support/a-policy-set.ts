import { join } from 'node:path';
import { loadPolicySet, type PolicySet } from '../../lambdas/decide/policy-set.ts';
import { preparePolicies } from '../../lambdas/decide/prepare.ts';
import type { PreparedPolicies } from '../../lambdas/decide/prepared-policies.ts';
import { readPolicies } from '../../lambdas/decide/read-policies.ts';

/** Where the default policies lie. */
export const POLICIES = join(process.cwd(), 'policies');

/** The default policies, read from their folder and prepared. */
export function theDefaultPolicies(): PreparedPolicies {
  return readPolicies(POLICIES);
}

/** A loaded set of these policies, under the default schema. */
export function aPolicySet(...policies: readonly string[]): PolicySet {
  const { schema } = theDefaultPolicies();
  return loadPolicySet(preparePolicies({ schema, files: [{ name: 'test.cedar', text: policies.join('\n') }] }));
}

/** The text of a permit on `unattended` that holds for everything. */
export const RUN_ALL = '@id("run-all") permit (principal, action == Countersign::Action::"unattended", resource);';

/** The text of a permit on `withApproval` under these annotations, for everything unless a condition is given. */
export function askText(id: string, notes = '@approvers("platform") @quorum("1") @timeout("60")', when = ''): string {
  const scope = '(principal, action == Countersign::Action::"withApproval", resource)';
  return `@id("${id}") @reason("${id} asks") ${notes} permit ${scope} ${when};`;
}

/** The text of a forbid on every action under a condition. */
export function forbidText(id: string, when: string): string {
  return `@id("${id}") @reason("${id} forbids") forbid (principal, action, resource) when { ${when} };`;
}

/** A condition that passes Cedar's strict validation and overflows when it is evaluated. */
export const OVERFLOW = 'context.resourceCount * 9007199254740991 * 9007199254740991 > 0';
