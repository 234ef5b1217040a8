import { describe, expect, it } from '@jest/globals';
import { catalogueOf } from '../../../lambdas/catalogue/entries.ts';
import { examine } from '../../../lambdas/catalogue/examine.ts';
import { loadModel, SERVICE_NAMES } from '../../../lambdas/catalogue/load.ts';
import { OWN_MODEL, OWN_SERVICE } from '../../../lambdas/catalogue/own-service.ts';
import { rulesOf } from '../../../lambdas/catalogue/rules/index.ts';
import { HOME } from '../../support/a-call.ts';
import { ID } from '../../support/an-operation.ts';

const Seal = 'a1'.repeat(32);
const release = { ...HOME, service: OWN_SERVICE, operation: 'ReleaseResult', input: { OperationId: ID, Seal } };

describe('the gateway’s own service', () => {
  it('has one operation, and a reviewed rule for it', () => {
    expect(Object.keys(OWN_MODEL.operations)).toEqual(['ReleaseResult']);
    expect(Object.keys(rulesOf(OWN_SERVICE))).toEqual(['ReleaseResult']);
  });

  it('says of a release that it takes no credentials, rather than that it takes no rights', async () => {
    const examined = await examine(release);

    expect(examined).toEqual({
      kind: 'known',
      resolution: { tier: 'curated', credentials: 'none', accessLevel: 'Read', categories: ['data-read'] },
    });
    expect(examined).not.toHaveProperty('resolution.grants');
  });

  it('can be listed, with no IAM action, and is no service of AWS', async () => {
    expect(await catalogueOf(OWN_SERVICE)).toEqual([
      { operation: 'ReleaseResult', tier: 'curated', accessLevel: 'Read', actions: [], categories: [], tokens: [] },
    ]);
    expect(SERVICE_NAMES).not.toContain(OWN_SERVICE);
    expect(await loadModel(OWN_SERVICE)).toBe(OWN_MODEL);
  });

  it.each([
    ['a member that it does not have', { OperationId: ID, Seal, All: true }, '/input/All', 'unknown member'],
    ['an id in small letters', { OperationId: ID.toLowerCase(), Seal }, '/input/OperationId', /op_ and 26 letters/],
    ['no seal', { OperationId: ID }, '/input/Seal', /missing/],
    ['a seal in capitals', { OperationId: ID, Seal: Seal.toUpperCase() }, '/input/Seal', /64 digits and letters/],
    ['more behind the id', { OperationId: `${ID}#1`, Seal }, '/input/OperationId', /op_ and 26 letters/],
  ])('refuses %s', async (_, input, pointer, detail) => {
    const expected = typeof detail === 'string' ? detail : expect.stringMatching(detail);

    expect(await examine({ ...release, input })).toEqual({ kind: 'refused', faults: [{ pointer, detail: expected }] });
  });
});
