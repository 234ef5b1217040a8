import type { ServiceCases } from './case.ts';
import { alike, everywhere, list, read, write } from './table.ts';

const audit = 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/audit';
const same = { input: { Name: 'audit' }, resources: [audit] };

export const CLOUDTRAIL_CASES: ServiceCases = {
  service: 'cloudtrail',
  cases: [
    ...everywhere('cloudtrail', { level: 'Read', categories: ['data-read'] }, 'LookupEvents'),
    ...everywhere('cloudtrail', read, 'DescribeTrails'),
    ...everywhere('cloudtrail', list, 'ListTrails'),
    ...alike('cloudtrail', read, 'GetTrail GetTrailStatus', same),
    ...alike('cloudtrail', read, 'GetEventSelectors', { input: { TrailName: audit }, resources: [audit] }),
    ...alike('cloudtrail', write, 'StartLogging', same),
    ...alike(
      'cloudtrail',
      { level: 'Write', categories: ['destructive', 'account-level'] },
      'StopLogging DeleteTrail',
      same,
    ),
  ],
  unscopable: [],
  refused: [
    { operation: 'StopLogging', input: { Name: 'a*' }, pointer: '/input/Name' },
    { operation: 'StopLogging', input: { Name: audit.replace('eu-west-1', 'us-east-1') }, pointer: '/input/Name' },
  ],
};
