import { describe, expect, it } from '@jest/globals';
import { benchCredentials } from '../../../lib/bench/credentials.ts';

describe('the credentials bench', () => {
  it('measures bundle, policies and imports, and finds the executor’s code within 3 MB zipped', async () => {
    const { tables } = await benchCredentials({ runs: 1, progress: () => undefined });
    const [sizes, policies, imports] = tables;
    const [code, wasm, whole] = (sizes?.rows ?? []).map((row) => Number(row.at(-1)));
    expect(code).toBeLessThanOrEqual(3_000_000);
    expect(whole).toBe(Number(code) + Number(wasm));
    expect(policies?.rows.map(([name]) => name)).toEqual(['time, ms', 'characters of 2048', 'refused as too large']);
    expect(imports?.rows).toHaveLength(5);
    expect(imports?.rows.filter(([, median]) => !(Number(median) > 0))).toEqual([]);
  }, 60_000);
});
