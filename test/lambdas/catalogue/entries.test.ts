import { describe, expect, it } from '@jest/globals';
import { catalogueOf } from '../../../lambdas/catalogue/entries.ts';
import { SERVICE_NAMES } from '../../../lambdas/catalogue/load.ts';

describe('the listing of a service', () => {
  it('has every service of the allow-list', async () => {
    const listings = await Promise.all(SERVICE_NAMES.map(catalogueOf));
    expect(SERVICE_NAMES).toEqual(['dynamodb', 'ec2', 'iam', 'lambda', 's3', 'secretsmanager', 'sqs', 'sts']);
    expect(listings.every((entries) => entries !== undefined && entries.length > 10)).toBe(true);
  });

  it('is nothing for a service outside it', async () => {
    expect(await catalogueOf('organizations')).toBeUndefined();
    expect(await catalogueOf('toString')).toBeUndefined();
  });

  it.each([
    [
      's3',
      { operation: 'DeleteObjects', tier: 'curated', accessLevel: 'Write', actions: ['s3:DeleteObject'], tokens: [] },
    ],
    [
      's3',
      { operation: 'GetBucketCors', tier: 'derived', accessLevel: 'Read', actions: ['s3:GetBucketCORS'], tokens: [] },
    ],
    [
      's3',
      { operation: 'RenameObject', tier: 'unscopable', accessLevel: 'Write', actions: [], tokens: ['ClientToken'] },
    ],
    [
      'lambda',
      {
        operation: 'InvokeWithResponseStream',
        tier: 'refused',
        accessLevel: 'Write',
        actions: ['lambda:InvokeFunction'],
        tokens: [],
      },
    ],
    [
      'ec2',
      {
        operation: 'RunInstances',
        tier: 'curated',
        accessLevel: 'Write',
        actions: ['ec2:RunInstances'],
        tokens: ['ClientToken'],
      },
    ],
  ] as const)('tells how far the catalogue knows each operation: %s %j', async (service, entry) => {
    expect(await catalogueOf(service)).toContainEqual(entry);
  });
});
