import { describe, expect, it } from '@jest/globals';
import { aTemplate } from '../../support/a-stack.ts';
import { resourcesOf } from '../../support/read-template.ts';

const { ResultStoreTable: table } = resourcesOf(aTemplate(), 'AWS::DynamoDB::Table');

describe('ResultStore', () => {
  it('forgets: what carries a ttl goes, and neither a stream nor a backup keeps it', () => {
    expect(table).toMatchObject({ TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true } });
    expect(table).not.toHaveProperty('StreamSpecification');
    expect(table).not.toHaveProperty('PointInTimeRecoverySpecification');
  });

  it('is encrypted by KMS, has no index and costs nothing when idle', () => {
    expect(table).toMatchObject({ SSESpecification: { SSEEnabled: true }, BillingMode: 'PAY_PER_REQUEST' });
    expect(table).not.toHaveProperty('GlobalSecondaryIndexes');
  });
});
