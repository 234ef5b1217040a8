import { arn } from '../arn.ts';
import { named, wrong, type NameReader, type Place } from '../names/name.ts';
import { each, everywhere, onRead } from './reading.ts';
import type { Rules } from './rule.ts';

/** The kinds of ids in an organization (Organizations API Reference) and the ARNs they stand in, beside the organization's. */
const KINDS: readonly (readonly [RegExp, string])[] = [
  [/^\d{12}$/, 'account/o-*/'],
  [/^r-[0-9a-z]{4,32}$/, 'root/o-*/'],
  [/^ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}$/, 'ou/o-*/'],
];

/**
 * An id in the organization that the call's account manages. The organization's own id is not in the input; an account is
 * in one organization only, so the `*` in its place leaves no choice.
 */
function id(...kinds: readonly number[]): NameReader {
  return (value, place) => {
    const kind = KINDS.find(([syntax], at) => kinds.includes(at) && syntax.test(value));
    return kind === undefined
      ? wrong('expected the id of a part of the organization')
      : named(pattern(kind[1], value, place));
  };
}

function pattern(path: string, value: string, { account }: Place): string {
  return `arn:aws:organizations::${account}:${path}` + arn`${value}`;
}

const readAccount = id(0);
const readParent = id(1, 2);
const readAny = id(0, 1, 2);

/** The kind of a policy is not in the input. AWS's own policies are of no organization, and not served. */
const readPolicy: NameReader = (value, place) =>
  /^p-[0-9a-z]{8,128}$/.test(value)
    ? named(pattern('policy/o-*/*/', value, place))
    : wrong("expected the id of a policy of the organization's own");

/** Reviewed rules of Organizations: reads, from the account that manages the organization. */
export const ORGANIZATIONS_RULES: Rules = {
  ...everywhere('organizations', 'DescribeOrganization ListAccounts ListRoots ListPolicies'),
  ...each('organizations', 'ListOrganizationalUnitsForParent ListAccountsForParent ListChildren', (action) =>
    onRead(action, 'ParentId', readParent),
  ),
  DescribeAccount: onRead('organizations:DescribeAccount', 'AccountId', readAccount),
  DescribeOrganizationalUnit: onRead('organizations:DescribeOrganizationalUnit', 'OrganizationalUnitId', id(2)),
  DescribePolicy: onRead('organizations:DescribePolicy', 'PolicyId', readPolicy),
  ListParents: onRead('organizations:ListParents', 'ChildId', id(0, 2)),
  ListPoliciesForTarget: onRead('organizations:ListPoliciesForTarget', 'TargetId', readAny),
};
