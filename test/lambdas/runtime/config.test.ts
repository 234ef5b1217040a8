import { describe, expect, it } from '@jest/globals';
import { accountsIn, configFor, FUNCTION_KEYS, localEndpoint, ownRegion } from '../../../lambdas/runtime/config.ts';
import { isoAfter } from '../../../lambdas/runtime/clock.ts';

describe('configFor', () => {
  it('reads exactly the settings that the function is given', () => {
    const env = Object.fromEntries(FUNCTION_KEYS.execute.map((key) => [key, `value of ${key}`]));

    expect(configFor('execute', { ...env, SLACK_SECRET_ID: 'not for this function' })).toEqual(env);
  });

  it('names every missing setting at once, empty ones too', () => {
    expect(() => configFor('archive', {})).toThrow(
      'The archive function lacks the settings TABLE_NAME, ARCHIVE_BUCKET',
    );
    expect(() => configFor('archive', { TABLE_NAME: '', ARCHIVE_BUCKET: 'b' })).toThrow(
      'lacks the settings TABLE_NAME',
    );
  });

  it('reads what may be empty as empty, so that less is served and not more', () => {
    const { EXTERNAL_ID: _, ...env } = Object.fromEntries(FUNCTION_KEYS.execute.map((key) => [key, 'set']));

    expect(configFor('execute', env).EXTERNAL_ID).toBe('');
    expect(configFor('execute', { ...env, EXTERNAL_ID: '' }).EXTERNAL_ID).toBe('');
    expect(accountsIn('')).toEqual([]);
    expect(accountsIn('111122223333,444455556666')).toEqual(['111122223333', '444455556666']);
  });

  it('gives the executor nothing of Slack, and nobody but the answer and execute functions the grant key', () => {
    const holders = (key: string) =>
      Object.entries(FUNCTION_KEYS).filter(([, keys]) => (keys as readonly string[]).includes(key));

    expect(holders('SLACK_SECRET_ID').map(([name]) => name)).toEqual(['request-approval', 'answer', 'close']);
    expect(holders('GRANT_KEY_ID').map(([name]) => name)).toEqual(['answer', 'execute']);
    expect(holders('TARGET_ROLE_NAME').map(([name]) => name)).toEqual(['execute']);
  });
});

describe('the surroundings', () => {
  it('fail without a region and know a local endpoint only by its variable', () => {
    expect(() => ownRegion({})).toThrow('AWS_REGION is not set');
    expect(ownRegion({ AWS_REGION: 'eu-west-1' })).toBe('eu-west-1');
    expect(localEndpoint({})).toBeUndefined();
    expect(localEndpoint({ AWS_ENDPOINT_URL: 'http://127.0.0.1:4566' })).toBe('http://127.0.0.1:4566');
  });

  it('write times that compare as text', () => {
    const early = isoAfter(new Date('2026-11-22T23:59:59.000Z'), 0.5);

    expect(early).toBe('2026-11-22T23:59:59.500Z');
    expect(early < isoAfter(new Date('2026-11-22T23:59:59.000Z'), 1)).toBe(true);
  });
});
