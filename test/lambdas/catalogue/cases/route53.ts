import type { Case, ServiceCases } from './case.ts';
import { alike, costs, everywhere, list, on, ruins } from './table.ts';

const zone = 'arn:aws:route53:::hostedzone/Z0123456789ABC';
const record = { Name: 'www.example.com', Type: 'A' };

function changes(title: string, action: string, categories: Case['categories']): Case {
  return {
    operation: 'ChangeResourceRecordSets',
    title,
    input: {
      HostedZoneId: '/hostedzone/Z0123456789ABC',
      ChangeBatch: { Changes: [{ Action: action, ResourceRecordSet: record }] },
    },
    grants: [on('route53:ChangeResourceRecordSets', zone)],
    level: 'Write',
    categories,
  };
}

export const ROUTE53_CASES: ServiceCases = {
  service: 'route53',
  cases: [
    ...everywhere('route53', list, 'ListHostedZones ListHostedZonesByName'),
    ...everywhere('route53', costs, 'CreateHostedZone', { Name: 'example.com', CallerReference: 'r' }),
    ...alike('route53', list, 'GetHostedZone', { input: { Id: 'Z0123456789ABC' }, resources: [zone] }),
    ...alike('route53', ruins, 'DeleteHostedZone', { input: { Id: 'Z0123456789ABC' }, resources: [zone] }),
    ...alike('route53', list, 'ListResourceRecordSets', {
      input: { HostedZoneId: 'hostedzone/Z0123456789ABC' },
      resources: [zone],
    }),
    changes('that sets a record', 'UPSERT', ['resource-exposure']),
    changes('that deletes', 'DELETE', ['resource-exposure', 'destructive']),
    ...alike('route53', list, 'GetChange', {
      input: { Id: '/change/C0123456789' },
      resources: ['arn:aws:route53:::change/C0123456789'],
    }),
  ],
  unscopable: [
    {
      operation: 'CreateHostedZone',
      input: { Name: 'example.com', CallerReference: 'r', VPC: { VPCId: 'vpc-1' } },
      why: /private zone/,
    },
  ],
  refused: [
    { operation: 'DeleteHostedZone', input: { Id: 'Z*' }, pointer: '/input/Id' },
    { operation: 'GetHostedZone', input: { Id: '/change/C0123456789' }, pointer: '/input/Id' },
  ],
};
