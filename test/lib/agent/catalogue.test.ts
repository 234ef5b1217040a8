import { describe, expect, it } from '@jest/globals';
import { SERVICE_NAMES } from '../../../lambdas/catalogue/load.ts';
import { runIn } from './a-terminal.ts';

describe('catalogue', () => {
  it('lists every service with its tiers, and needs no gateway', async () => {
    const { code, out, err } = await runIn({ env: {} }, 'catalogue');
    const rows = JSON.parse(out) as { service: string; operations: number; curated: number }[];
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(rows.map(({ service }) => service)).toEqual(SERVICE_NAMES);
    expect(rows.find(({ service }) => service === 's3')?.curated).toBeGreaterThan(10);
  });

  it('lists a service’s operations with tier, level, categories and actions on a terminal', async () => {
    const { out } = await runIn({ env: {}, isTty: true }, 'catalogue', 'sqs');
    expect(out).toMatch(/^operation +tier +level +categories +actions\n/);
    expect(out).toMatch(/^PurgeQueue +\w+ +Write +destructive +sqs:PurgeQueue$/m);
    expect(out).toMatch(/^SendMessage +\w+ +Write +- +sqs:SendMessage$/m);
  });

  it('names the service that another of its names means, and exits with 2', async () => {
    const { code, out, err } = await runIn({ env: {} }, 'catalogue', 'cloudwatch-logs');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toBe('error: unknown service cloudwatch-logs; did you mean logs?\n');
  });
});
