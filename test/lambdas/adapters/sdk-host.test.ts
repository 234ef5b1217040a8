import { describe, expect, it } from '@jest/globals';
import { isAllowedHost } from '../../../lambdas/adapters/sdk-host.ts';
import { aCall } from '../../support/a-call.ts';

const s3 = aCall({ service: 's3', region: 'eu-west-1', input: { Bucket: 'invoices' } });
const dynamodb = aCall({ service: 'dynamodb', region: 'eu-west-1', account: '111122223333', input: {} });
const iam = aCall({ service: 'iam', region: 'us-east-1', input: {} });

describe('isAllowedHost', () => {
  it.each([
    [s3, 'invoices.s3.eu-west-1.amazonaws.com'],
    [s3, 's3.eu-west-1.amazonaws.com'],
    [s3, 'INVOICES.S3.EU-WEST-1.AMAZONAWS.COM'],
    [dynamodb, 'dynamodb.eu-west-1.amazonaws.com'],
    [dynamodb, '111122223333.ddb.eu-west-1.amazonaws.com'],
    [iam, 'iam.amazonaws.com'],
  ])('of %o: %s', (call, host) => {
    expect(isAllowedHost(host, call, undefined)).toBe(true);
  });

  it.each([
    [s3, ''],
    [s3, 'evil.example'],
    [s3, '127.0.0.1'],
    [s3, '169.254.169.254'],
    [s3, 's3.us-east-1.amazonaws.com'],
    [s3, 'other.s3.eu-west-1.amazonaws.com'],
    [s3, 'dynamodb.eu-west-1.amazonaws.com'],
    [dynamodb, '999999999999.ddb.eu-west-1.amazonaws.com'],
    [s3, 's3.amazonaws.com'],
    [s3, 'invoices.s3-accelerate.amazonaws.com'],
    [s3, 'eu-west-1.bucket.s3.us-east-1.amazonaws.com'],
    [s3, 'mfzwi23gnjvgw.accesspoint.s3-global.amazonaws.com'],
    [s3, 's3.eu-west-1.amazonaws.com.evil.example'],
    [s3, 'evilamazonaws.com'],
    [s3, 'eu-west-1.evilamazonaws.com'],
    [s3, 's3.eu-west-1.amazonaws.com.cn'],
    [iam, 'iam.us-east-1.amazonaws.com.evil.example'],
    [iam, 'sts.amazonaws.com'],
  ])('never of %o: %s', (call, host) => {
    expect(isAllowedHost(host, call, undefined)).toBe(false);
  });

  it('is the local engine’s own host and no other where there is one', () => {
    expect(isAllowedHost('127.0.0.1', s3, 'http://127.0.0.1:4566')).toBe(true);
    expect(isAllowedHost('s3.eu-west-1.amazonaws.com', s3, 'http://127.0.0.1:4566')).toBe(false);
  });
});
