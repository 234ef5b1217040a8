import { afterAll, describe, expect, it } from '@jest/globals';
import { writePolicy } from '../../../lambdas/catalogue/policy-document.ts';
import { concrete, contextFor, NOT_AFTER, REGION } from './approved.ts';
import { ALL_CASES } from './cases/all.ts';
import type { Case } from './cases/case.ts';
import { nearMisses } from './near-misses.ts';
import { verdictOn } from './simulate.ts';

type Form = Parameters<typeof writePolicy>[1];

const FORMS: readonly Form[] = ['twice', 'once'];

function policyOf({ grants }: Case, form: Form) {
  return writePolicy({ grants, account: '111122223333', region: REGION, notAfter: NOT_AFTER }, form).document;
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

const CALLS = ALL_CASES.flatMap(({ service, cases }) => FORMS.map((form) => ({ service, cases, form })));

describe.each(CALLS)('under the session policy of a call to $service, resources named $form', ({ cases, form }) => {
  const named = cases.map((one) => ({ one, name: [one.operation, one.title].join(' ').trim() }));

  it.each(named)('every request that $name needs is allowed', async ({ one }) => {
    const document = policyOf(one, form);
    for (const grant of one.grants) {
      for (const [action, resource] of grant.actions.flatMap((a) =>
        grant.resources.map((r) => [a, concrete(r)] as const),
      )) {
        const verdict = await counted(`approved, ${form}`, document, { action, resource, context: contextFor(grant) });
        expect({ action, resource, verdict }).toEqual({ action, resource, verdict: 'Allowed' });
      }
    }
  });

  it.each(named)('every request close to $name is denied', async ({ one }) => {
    const document = policyOf(one, form);
    for (const grant of one.grants) {
      for (const miss of grant.resources.flatMap((resource) => nearMisses(one.grants, grant, resource))) {
        const verdict = await counted(`near miss, ${form}`, document, miss.request);
        expect({ ...miss, verdict }).toMatchObject({
          verdict: expect.stringMatching(/^(Explicitly|Implicitly)Denied$/),
        });
      }
    }
  });
});
