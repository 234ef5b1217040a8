import { describe, expect, it } from '@jest/globals';
import { Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { ObjectLockRetention } from 'aws-cdk-lib/aws-s3';
import { ArchiveStore } from '../../../lib/constructs/archive-store.ts';
import { anApp, aTemplate } from '../../support/a-stack.ts';
import { resourcesOf, type Statement } from '../../support/read-template.ts';

const { ArchiveStoreBucket: bucket } = resourcesOf(aTemplate(), 'AWS::S3::Bucket');
const { ArchiveStoreBucketPolicy: policy } = resourcesOf(aTemplate(), 'AWS::S3::BucketPolicy');
const { Statement: statements } = policy?.['PolicyDocument'] as { Statement: Statement[] };

const locked = (mode: string, days: number) => ({
  ObjectLockEnabled: 'Enabled',
  Rule: { DefaultRetention: { Mode: mode, Days: days } },
});

describe('ArchiveStore', () => {
  it('locks every object for 35 days in governance mode, so that a trial stack can still be removed', () => {
    expect(bucket).toMatchObject({
      ObjectLockEnabled: true,
      ObjectLockConfiguration: locked('GOVERNANCE', 35),
      VersioningConfiguration: { Status: 'Enabled' },
    });
  });

  it('locks as a team asks: compliance for years', () => {
    const stack = new Stack(anApp());
    const key = new Key(stack, 'Key');
    new ArchiveStore(stack, 'Archive', { key, retention: ObjectLockRetention.compliance(Duration.days(2555)) });
    Template.fromStack(stack).hasResourceProperties('AWS::S3::Bucket', {
      ObjectLockConfiguration: locked('COMPLIANCE', 2555),
    });
  });

  it('is encrypted with the data key and closed to the public', () => {
    expect(bucket).toMatchObject({
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          {
            BucketKeyEnabled: true,
            ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'KeysData.Arn' },
          },
        ],
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

  it('denies to everyone what would remove a receipt or its lock', () => {
    expect(statements.find(({ Sid }) => Sid === 'KeepEverything')).toEqual({
      Sid: 'KeepEverything',
      Effect: 'Deny',
      Principal: '*',
      Action: [
        's3:BypassGovernanceRetention',
        's3:DeleteObject*',
        's3:PutBucketObjectLockConfiguration',
        's3:PutBucketVersioning',
        's3:PutLifecycleConfiguration',
        's3:PutObjectLegalHold',
        's3:PutObjectRetention',
      ],
      Resource: ['ArchiveStoreBucket.Arn', 'ArchiveStoreBucket.Arn/*'],
    });
  });

  it('denies plain HTTP and old TLS, and allows nothing to anybody', () => {
    expect(statements.map(({ Effect, Condition }) => [Effect, Condition])).toEqual([
      ['Deny', { Bool: { 'aws:SecureTransport': 'false' } }],
      ['Deny', { NumericLessThan: { 's3:TlsVersion': 1.2 } }],
      ['Deny', undefined],
    ]);
  });

  it('outlives the stack', () => {
    aTemplate().allResources('AWS::S3::Bucket', {
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
    });
  });
});
