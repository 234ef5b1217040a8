import type { Case, ServiceCases } from './case.ts';
import { alike, everywhere, list, on, read } from './table.ts';

const ours = 'arn:aws:organizations::111122223333';
const unit = 'ou-ab12-cdef3456';
const unitArn = `${ours}:ou/o-*/${unit}`;

function policies(title: string, target: string, resource: string): Case {
  return {
    operation: 'ListPoliciesForTarget',
    title,
    input: { TargetId: target, Filter: 'SERVICE_CONTROL_POLICY' },
    grants: [on('organizations:ListPoliciesForTarget', resource)],
    ...list,
  };
}

export const ORGANIZATIONS_CASES: ServiceCases = {
  service: 'organizations',
  cases: [
    ...everywhere('organizations', read, 'DescribeOrganization'),
    ...everywhere('organizations', list, 'ListAccounts ListRoots'),
    ...everywhere('organizations', list, 'ListPolicies', { Filter: 'SERVICE_CONTROL_POLICY' }),
    ...alike('organizations', read, 'DescribeAccount', {
      input: { AccountId: '444455556666' },
      resources: [`${ours}:account/o-*/444455556666`],
    }),
    ...alike('organizations', list, 'ListAccountsForParent ListOrganizationalUnitsForParent', {
      input: { ParentId: unit },
      resources: [unitArn],
    }),
    ...alike('organizations', list, 'ListChildren', {
      input: { ParentId: 'r-ab12', ChildType: 'ACCOUNT' },
      resources: [`${ours}:root/o-*/r-ab12`],
    }),
    ...alike('organizations', list, 'ListParents', { input: { ChildId: unit }, resources: [unitArn] }),
    ...alike('organizations', read, 'DescribeOrganizationalUnit', {
      input: { OrganizationalUnitId: unit },
      resources: [unitArn],
    }),
    ...alike('organizations', read, 'DescribePolicy', {
      input: { PolicyId: 'p-0123abcd' },
      resources: [`${ours}:policy/o-*/*/p-0123abcd`],
    }),
    policies('of an account', '444455556666', `${ours}:account/o-*/444455556666`),
    policies('of a root', 'r-ab12', `${ours}:root/o-*/r-ab12`),
    policies('of a unit', unit, unitArn),
  ],
  unscopable: [],
  refused: [
    { operation: 'DescribeAccount', input: { AccountId: '4444*' }, pointer: '/input/AccountId' },
    {
      operation: 'ListChildren',
      input: { ParentId: '444455556666', ChildType: 'ACCOUNT' },
      pointer: '/input/ParentId',
    },
    { operation: 'DescribePolicy', input: { PolicyId: 'p-*' }, pointer: '/input/PolicyId' },
  ],
};
