import { arn } from '../arn.ts';
import { named, wrong, type NameReader } from '../names/name.ts';
import { each, everywhere, onRead, reading } from './reading.ts';
import { grant, granted, hasAny, itemsIn, objectIn, unscopable, type Rule, type Rules } from './rule.ts';

/** An id as Route 53 hands it out, with or without the path before it. Its ARNs name no account. */
function id(type: string): NameReader {
  const syntax = new RegExp(`^(?:/?${type}/)?([A-Z0-9]{1,32})$`);
  return (value) => {
    const [, bare] = syntax.exec(value) ?? [];
    return bare === undefined
      ? wrong(`expected the id of a ${type}`)
      : named(`arn:aws:route53:::${type}/` + arn`${bare}`);
  };
}

const readZone = id('hostedzone');

const changeRecords = reading('HostedZoneId', readZone, (call, zones) => {
  const changes = itemsIn(objectIn(call.input, 'ChangeBatch'), 'Changes');
  const deletes = changes.some((change) => change['Action'] === 'DELETE');
  const grants = [grant('route53:ChangeResourceRecordSets', zones)];
  return { kind: 'granted', grants, categories: deletes ? ['destructive'] : [] };
});

const createZone: Rule = (call) =>
  hasAny(call.input, ['VPC', 'DelegationSetId'])
    ? unscopable('no reviewed rule covers what a private zone or a delegation set needs')
    : granted(grant('route53:CreateHostedZone', '*'));

/** Reviewed rules of Route 53. */
export const ROUTE53_RULES: Rules = {
  ...everywhere('route53', 'ListHostedZones ListHostedZonesByName'),
  ...each('route53', 'GetHostedZone DeleteHostedZone', (action) => onRead(action, 'Id', readZone)),
  ListResourceRecordSets: onRead('route53:ListResourceRecordSets', 'HostedZoneId', readZone),
  ChangeResourceRecordSets: changeRecords,
  GetChange: onRead('route53:GetChange', 'Id', id('change')),
  CreateHostedZone: createZone,
};
