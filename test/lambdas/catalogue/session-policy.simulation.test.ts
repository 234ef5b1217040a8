import { afterAll, describe, expect, it } from '@jest/globals';
import { sessionPolicy } from '../../../lambdas/catalogue/session-policy.ts';
import { concrete, contextFor, NOT_AFTER, REGION } from './approved.ts';
import { ALL_CASES } from './cases/all.ts';
import type { Case } from './cases/case.ts';
import { nearMisses } from './near-misses.ts';
import { verdictOn } from './simulate.ts';

function policyOf({ grants }: Case) {
  const policy = sessionPolicy({ grants, account: '111122223333', region: REGION, notAfter: NOT_AFTER });
  if (policy.kind !== 'written') throw new Error(policy.detail);
  return policy.document;
}

const tally = new Map<string, number>();

/** The verdict, counted by what it was asked for. */
async function counted(kind: string, ...asked: Parameters<typeof verdictOn>) {
  const verdict = await verdictOn(...asked);
  const key = `${kind}: ${verdict}`;
  tally.set(key, (tally.get(key) ?? 0) + 1);
  return verdict;
}

afterAll(() => {
  const counts = [...tally].sort().map(([key, count]) => `${key} ${count}`);
  process.stdout.write(`Simulated under session policies: ${counts.join(', ')}\n`);
});

describe.each(ALL_CASES)('under the session policy of a call to $service', ({ cases }) => {
  const named = cases.map((one) => ({ one, name: [one.operation, one.title].join(' ').trim() }));

  it.each(named)('every request that $name needs is allowed', async ({ one }) => {
    const document = policyOf(one);
    for (const grant of one.grants) {
      for (const [action, resource] of grant.actions.flatMap((a) =>
        grant.resources.map((r) => [a, concrete(r)] as const),
      )) {
        const verdict = await counted('approved', document, { action, resource, context: contextFor(grant) });
        expect({ action, resource, verdict }).toEqual({ action, resource, verdict: 'Allowed' });
      }
    }
  });

  it.each(named)('every request close to $name is denied', async ({ one }) => {
    const document = policyOf(one);
    for (const grant of one.grants) {
      for (const miss of grant.resources.flatMap((resource) => nearMisses(one.grants, grant, resource))) {
        const verdict = await counted('near miss', document, miss.request);
        expect({ ...miss, verdict }).toMatchObject({
          verdict: expect.stringMatching(/^(Explicitly|Implicitly)Denied$/),
        });
      }
    }
  });
});
