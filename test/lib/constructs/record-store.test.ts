import { describe, expect, it } from '@jest/globals';
import { aTemplate } from '../../support/a-stack.ts';
import { resourcesOf } from '../../support/read-template.ts';

const { RecordStoreTable: table } = resourcesOf(aTemplate(), 'AWS::DynamoDB::Table');

describe('RecordStore', () => {
  it('is keyed as the items are', () => {
    expect(table?.['KeySchema']).toEqual([
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ]);
  });

  it('finds by session and by open status, and copies keys only: no token and no input into an index', () => {
    expect(table?.['GlobalSecondaryIndexes']).toEqual([
      {
        IndexName: 'bySession',
        KeySchema: [
          { AttributeName: 'sessionKey', KeyType: 'HASH' },
          { AttributeName: 'sk2', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
      {
        IndexName: 'byStatus',
        KeySchema: [
          { AttributeName: 'openStatus', KeyType: 'HASH' },
          { AttributeName: 'deadline', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ]);
  });

  it('feeds the archive with new images and forgets what carries a ttl', () => {
    expect(table).toMatchObject({
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
      TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
    });
  });

  it('cannot be lost by accident: recovery to a point in time, no deletion, and it outlives the stack', () => {
    expect(table).toMatchObject({
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      DeletionProtectionEnabled: true,
    });
    const kept = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' };
    aTemplate().hasResource('AWS::DynamoDB::Table', { Properties: { DeletionProtectionEnabled: true }, ...kept });
  });

  it('is encrypted by KMS and costs nothing when idle', () => {
    expect(table).toMatchObject({ SSESpecification: { SSEEnabled: true }, BillingMode: 'PAY_PER_REQUEST' });
  });
});
