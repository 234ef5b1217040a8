import { describe, expect, it } from '@jest/globals';
import type { Bench, BenchSetting } from '../../../lib/bench/bench.ts';
import { BENCHES } from '../../../lib/bench/benches.ts';
import { runBenches } from '../../../lib/bench/run.ts';

function aRun() {
  const settings: Record<string, BenchSetting> = {};
  const bench =
    (name: string): Bench =>
    async (setting) => {
      settings[name] = setting;
      setting.progress(`in ${name}`);
      return { conditions: { counted: 3 }, tables: [{ title: `Of ${name}`, columns: ['ms'], rows: [[1.5]] }] };
    };
  const printed = { out: '', err: '' };
  const output = {
    out: (text: string) => void (printed.out += text),
    err: (text: string) => void (printed.err += text),
  };
  const benches = { first: bench('first'), second: bench('second') };
  return { settings, printed, run: (...args: string[]) => runBenches(args, output, benches) };
}

describe('runBenches', () => {
  it('runs every bench when none is named, and only the named ones otherwise', async () => {
    const all = aRun();
    expect(await all.run()).toBe(0);
    expect(Object.keys(all.settings)).toEqual(['first', 'second']);
    const one = aRun();
    expect(await one.run('second')).toBe(0);
    expect(Object.keys(one.settings)).toEqual(['second']);
  });

  it('hands on the number of runs, and leaves it to the bench when nobody says', async () => {
    const { run, settings } = aRun();
    await run('first', '--runs', '7');
    expect(settings['first']?.runs).toBe(7);
    await run('first');
    expect(settings['first']?.runs).toBeUndefined();
  });

  it('prints the tables with the conditions they were measured under; progress goes elsewhere', async () => {
    const { run, printed } = aRun();
    await run('first');
    expect(printed.out).toContain('Of first');
    for (const condition of ['cores: ', 'node: v', 'counted: 3']) expect(printed.out).toContain(condition);
    expect(printed.out).not.toContain('in first');
    expect(printed.err).toContain('in first');
  });

  it('prints one JSON document and nothing else with --json, so that it can be piped', async () => {
    const { run, printed } = aRun();
    await run('--json');
    const reports = JSON.parse(printed.out) as Record<string, { tables: unknown; conditions: Record<string, unknown> }>;
    expect(Object.keys(reports)).toEqual(['first', 'second']);
    expect(reports['first']?.tables).toEqual([{ title: 'Of first', columns: ['ms'], rows: [[1.5]] }]);
    expect(reports['first']?.conditions).toMatchObject({ counted: 3, node: process.version });
  });

  it.each([
    [['nonsense'], 'There is no bench nonsense; there are: first, second'],
    [['constructor'], 'There is no bench constructor'],
    [['--runs', '0'], '--runs takes a whole number from 1 to 999999, not "0"'],
    [['--runs', '1.5'], 'not "1.5"'],
    [['--speed'], '--speed'],
  ])('refuses %j before it runs anything, and says what is wrong and how to ask', async (args, complaint) => {
    const { run, printed, settings } = aRun();
    expect(await run(...args)).toBe(2);
    expect(printed.err).toContain(complaint);
    expect(printed.err).toContain('Usage: npm run bench -- [first | second]... [--runs N] [--json]');
    expect(settings).toEqual({});
  });

  it('knows the bench of an envelope’s way', () => {
    expect(Object.keys(BENCHES)).toContain('path');
  });
});
