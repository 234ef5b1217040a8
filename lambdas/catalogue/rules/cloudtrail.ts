import { each, everywhere, nameOrArn, onRead } from './reading.ts';
import type { Rules } from './rule.ts';

const readTrail = nameOrArn({
  syntax: /^[A-Za-z0-9][\w.-]{1,126}[A-Za-z0-9]$/,
  service: 'cloudtrail',
  type: 'trail/',
  expected: "a trail's name or ARN",
});

/** Reviewed rules of CloudTrail. */
export const CLOUDTRAIL_RULES: Rules = {
  ...everywhere('cloudtrail', 'LookupEvents DescribeTrails ListTrails'),
  ...each('cloudtrail', 'GetTrail GetTrailStatus StartLogging StopLogging DeleteTrail', (action) =>
    onRead(action, 'Name', readTrail),
  ),
  GetEventSelectors: onRead('cloudtrail:GetEventSelectors', 'TrailName', readTrail),
};
