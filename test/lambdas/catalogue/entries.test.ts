import { describe, expect, it } from '@jest/globals';
import { catalogueOf } from '../../../lambdas/catalogue/entries.ts';
import { SERVICE_NAMES } from '../../../lambdas/catalogue/load.ts';

describe('the listing of a service', () => {
  it('has every service of the allow-list', async () => {
    const listings = await Promise.all(SERVICE_NAMES.map(catalogueOf));
    expect(SERVICE_NAMES.length).toBeGreaterThanOrEqual(60);
    expect(listings.filter((entries) => entries === undefined || entries.length === 0)).toEqual([]);
  });

  it('is nothing for a service outside it', async () => {
    expect(await catalogueOf('quantumledger')).toBeUndefined();
    expect(await catalogueOf('toString')).toBeUndefined();
  });

  it.each([
    [
      's3',
      {
        operation: 'DeleteObjects',
        tier: 'curated',
        accessLevel: 'Write',
        actions: ['s3:DeleteObject'],
        categories: ['destructive'],
        tokens: [],
      },
    ],
    [
      's3',
      {
        operation: 'GetBucketCors',
        tier: 'derived',
        accessLevel: 'Read',
        actions: ['s3:GetBucketCORS'],
        categories: [],
        tokens: [],
      },
    ],
    [
      's3',
      {
        operation: 'RenameObject',
        tier: 'unscopable',
        accessLevel: 'Write',
        actions: [],
        categories: [],
        tokens: ['ClientToken'],
      },
    ],
    [
      'lambda',
      {
        operation: 'InvokeWithResponseStream',
        tier: 'refused',
        accessLevel: 'Write',
        actions: ['lambda:InvokeFunction'],
        categories: [],
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
        categories: ['cost-bearing'],
        tokens: ['ClientToken'],
      },
    ],
  ] as const)('tells how far the catalogue knows each operation: %s %j', async (service, entry) => {
    expect(await catalogueOf(service)).toContainEqual(entry);
  });
});
