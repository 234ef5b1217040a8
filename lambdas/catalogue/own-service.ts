import type { ServiceModel } from './model.ts';

/** The name under which the gateway's own operations are asked for. It has one: the release of a withheld result. */
export const OWN_SERVICE = 'countersign';

/** The gateway as the catalogue sees it: nothing of it is a call of AWS, so it has no client, no ARNs and no IAM actions. */
export const OWN_MODEL: ServiceModel = {
  service: OWN_SERVICE,
  client: '',
  version: '1',
  iam: OWN_SERVICE,
  arns: [],
  shapes: ['{OperationId!s Seal!s'],
  operations: { ReleaseResult: { level: 'Read', input: 0, actions: [], gap: 'no-action' } },
};
