import { describe, expect, it } from '@jest/globals';
import { benchCredentials } from '../../../lib/bench/credentials.ts';

describe('the credentials bench', () => {
  it('measures bundle, engine, policies and imports, and finds the executor’s zip within 3 MB', async () => {
    const { tables } = await benchCredentials({ runs: 1, progress: () => undefined });
    const [sizes, engine, policies, imports] = tables;
    const rows = sizes?.rows ?? [];
    const [code, wasm, whole] = rows.map((row) => Number(row.at(-1)));
    expect(rows.at(-1)?.[0]).toBe('executor zip (as deployed)');
    expect(whole).toBe(Number(code) + Number(wasm) + 22); // the end record
    expect(whole).toBeLessThanOrEqual(3_000_000);
    expect(engine?.rows.map(([name]) => name)).toEqual(['the npm package', "the functions' bundle"]);
    expect(engine?.rows.flatMap((row) => row.slice(1)).filter((ms) => !(Number(ms) > 0))).toEqual([]);
    expect(policies?.rows.map(([name]) => name)).toEqual(['time, ms', 'characters of 2048', 'refused as too large']);
    expect(imports?.rows).toHaveLength(5);
    expect(imports?.rows.filter(([, median]) => !(Number(median) > 0))).toEqual([]);
  }, 120_000);
});
