import { ownArn } from '../names/name.ts';
import { each, everywhere, onRead } from './reading.ts';
import { grant, granted, hasAny, unscopable, type Rule, type Rules } from './rule.ts';

const readCertificate = ownArn({ service: 'acm', resource: /^certificate\/[0-9a-f-]{36}$/ }, "a certificate's ARN");

const request: Rule = (call) => {
  if (hasAny(call.input, ['CertificateAuthorityArn']))
    return unscopable('a private authority issues with rights that no reviewed rule covers');
  if (hasAny(call.input, ['Tags']))
    return unscopable('a new certificate has no ARN yet that its tags could be held to');
  return granted(grant('acm:RequestCertificate', '*'));
};

/** Reviewed rules of Certificate Manager. */
export const ACM_RULES: Rules = {
  ...everywhere('acm', 'ListCertificates'),
  ...each('acm', 'DescribeCertificate GetCertificate ExportCertificate DeleteCertificate', (action) =>
    onRead(action, 'CertificateArn', readCertificate),
  ),
  RequestCertificate: request,
};
