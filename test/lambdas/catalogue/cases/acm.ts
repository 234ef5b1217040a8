import type { ServiceCases } from './case.ts';
import { alike, costs, destroys, everywhere, list, read } from './table.ts';

const certificate = 'arn:aws:acm:eu-west-1:111122223333:certificate/0a1b2c3d-0000-4000-8000-0123456789ab';
const same = { input: { CertificateArn: certificate }, resources: [certificate] };

export const ACM_CASES: ServiceCases = {
  service: 'acm',
  cases: [
    ...everywhere('acm', list, 'ListCertificates'),
    ...everywhere('acm', costs, 'RequestCertificate', { DomainName: 'example.com' }),
    ...alike('acm', read, 'DescribeCertificate GetCertificate', same),
    ...alike('acm', destroys, 'DeleteCertificate', same),
    ...alike('acm', { level: 'Read', categories: ['credential-exposure'] }, 'ExportCertificate', {
      ...same,
      input: { ...same.input, Passphrase: 'cA==' },
    }),
  ],
  unscopable: [
    {
      operation: 'RequestCertificate',
      input: { DomainName: 'example.com', CertificateAuthorityArn: 'arn:x' },
      why: /private authority/,
    },
    {
      operation: 'RequestCertificate',
      input: { DomainName: 'example.com', Tags: [{ Key: 'a', Value: 'b' }] },
      why: /no ARN yet/,
    },
  ],
  refused: [
    {
      operation: 'DeleteCertificate',
      input: { CertificateArn: 'arn:aws:acm:eu-west-1:111122223333:certificate/*' },
      pointer: '/input/CertificateArn',
    },
  ],
};
