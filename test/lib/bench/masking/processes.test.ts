import { describe, expect, it } from '@jest/globals';
import { NODE, work } from '../../../../lib/bench/masking/processes.ts';

const figure = (name: string) => `console.log(JSON.stringify({ name: '${name}', value: 1, sample: 1 }));`;
const running = (script: string, limit = 60) => work({ command: NODE, args: ['-e', script], input: '{}', limit });

describe('a worker', () => {
  it('gives the figures that it prints, and nothing of what else it says', async () => {
    expect(await running(`console.log('hello'); ${figure('a')} ${figure('b')}`)).toEqual({
      figures: [
        { name: 'a', value: 1, sample: 1 },
        { name: 'b', value: 1, sample: 1 },
      ],
    });
  });

  it('that fails keeps the figures that it had, and says why', async () => {
    const worked = await running(`${figure('a')} setImmediate(() => { console.error('it broke'); process.exit(1); });`);

    expect(worked).toMatchObject({ figures: [{ name: 'a' }], fault: 'failed: it broke' });
  });

  it('that does not end is ended', async () => {
    expect(await running('for (;;);', 1)).toEqual({ figures: [], fault: 'ended after 1 s' });
  });

  it('that cannot be started says so', async () => {
    expect(await work({ command: 'no-such-program-here', args: [], limit: 5 })).toMatchObject({
      figures: [],
      fault: expect.stringContaining('ENOENT'),
    });
  });
});
