import { describe, expect, it } from '@jest/globals';
import { aTemplate } from '../../support/a-stack.ts';
import { resourcesOf, type Statement } from '../../support/read-template.ts';

const { PolicyStoreBucket: bucket } = resourcesOf(aTemplate(), 'AWS::S3::Bucket');
const { PolicyStoreBucketPolicy: policy } = resourcesOf(aTemplate(), 'AWS::S3::BucketPolicy');
const { Statement: statements } = policy?.['PolicyDocument'] as { Statement: Statement[] };

describe('PolicyStore', () => {
  it('is versioned, encrypted and closed to the public', () => {
    expect(bucket).toMatchObject({
      VersioningConfiguration: { Status: 'Enabled' },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    });
  });

  it('denies plain HTTP, old TLS, and what would remove a set that a rollback may need', () => {
    expect(statements).toMatchObject([
      { Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
      { Effect: 'Deny', Condition: { NumericLessThan: { 's3:TlsVersion': 1.2 } } },
      {
        Sid: 'KeepEverySet',
        Effect: 'Deny',
        Principal: '*',
        Action: ['s3:DeleteObject*', 's3:PutBucketVersioning', 's3:PutLifecycleConfiguration'],
        Resource: ['PolicyStoreBucket.Arn', 'PolicyStoreBucket.Arn/*'],
      },
    ]);
  });

  it('is out of reach for the target role', () => {
    const { TargetRoleDefaultPolicy, TargetRole } = {
      ...resourcesOf(aTemplate(), 'AWS::IAM::Policy'),
      ...resourcesOf(aTemplate(), 'AWS::IAM::Role'),
    };
    const text = JSON.stringify([TargetRoleDefaultPolicy, TargetRole]);
    expect(text).toContain('"PolicyStoreBucket.Arn"');
    expect(text).toContain('"PolicyStoreBucket.Arn/*"');
  });
});
