import { describe, expect, it } from '@jest/globals';
import { fc } from '../../../support/draws.ts';
import { mask } from '../../../../lambdas/mask/mask.ts';
import { SCAN_EVERYTHING } from '../../../../lambdas/mask/plan.ts';
import { DEFAULT_MASKING, type MaskingPolicy } from '../../../../lambdas/mask/policy/masking-policy.ts';
import { planUnderPolicy } from '../../../../lambdas/mask/policy/plan-with-policy.ts';
import { maskingRules } from '../../../../lambdas/mask/policy/rules.ts';
import { tokensShown, valuesTaken } from '../../../../lambdas/mask/pseudonyms/in-answer.ts';
import { rulesNaming, SessionNames } from '../../../../lambdas/mask/pseudonyms/session-names.ts';

const types = {
  email: 'pseudonym',
  phone: 'pseudonym',
  card: 'pseudonym',
  iban: 'pseudonym',
  'us-ssn': 'pseudonym',
} as const;
const policy: MaskingPolicy = { ...DEFAULT_MASKING, types };
const rules = maskingRules(policy);

async function aPlan() {
  const names = new SessionNames(new Uint8Array(32).fill(3));
  return { names, plan: planUnderPolicy(SCAN_EVERYTHING, rulesNaming(await rules, names)) };
}

const VALUES = [
  'ada@example.com', 'bob.b+c@mail.example.org', '+1 415 555 0132', '4012888888881881', 'DE89370400440532013000', '503-04-1787',
]; // prettier-ignore
const AROUND = [
  'password', 'token', '=', ': ', '"', "'", ' ', '\n', '\\', '://', '@', '.', '-', '{', '}', '[', ']', ',', '%7B', '+', '(', '<', '>',
  '<email:', '<email:7f3a91c2d04e>', '<phone:491701234567>', '[masked:email]', 'phone ', 'card ', 'xyz', '12', 'é', 'Bearer ',
  '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', 'cGFzc3dvcmQ9aHVudGVyMjI=',
]; // prettier-ignore

const text = fc.array(fc.constantFrom(...VALUES, ...AROUND), { maxLength: 12 }).map((pieces) => pieces.join(''));
const name = fc.oneof(fc.constantFrom('Name', 'Value', 'Key', 'password', 'S', 'email', 'phone'), text);
const answer = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    text,
    text.map((inner) => JSON.stringify({ inner })),
    text.map((inner) => Buffer.from(inner).toString('base64')),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(name, tie('value'), { maxKeys: 4 }),
  ),
})).value;

describe('masking with the names of a session', () => {
  it('changes nothing when it is done twice, in the same session or without one', async () => {
    await fc.assert(
      fc.asyncProperty(answer, async (value) => {
        const once = mask(value, (await aPlan()).plan);

        expect(once.report.byType).not.toHaveProperty('masking-failed');
        expect(mask(once.value, (await aPlan()).plan).value).toEqual(once.value);
        expect(mask(once.value, SCAN_EVERYTHING).value).toEqual(once.value);
      }),
      { numRuns: 1000 },
    );
  });

  it('lets a value survive nowhere, and names nothing that it cannot tell the value of', async () => {
    const alone = fc.constantFrom(...VALUES);
    const wrapped = fc.oneof(
      alone.map((value) => ({ value, within: value as unknown })),
      alone.map((value) => ({ value, within: { list: [`see ${value} there`] } })),
      alone.map((value) => ({ value, within: { [`of ${value}`]: 1 } })),
      alone.map((value) => ({ value, within: JSON.stringify({ contact: value }) })),
      alone.map((value) => ({ value, within: Buffer.from(JSON.stringify({ contact: value })).toString('base64') })),
    );
    await fc.assert(
      fc.asyncProperty(wrapped, text, async ({ value, within }, beside) => {
        const { names, plan } = await aPlan();

        const masked = mask({ beside: `${beside} `, within }, plan).value;

        const left = JSON.stringify((masked as { within: unknown }).within);
        expect(`${left}\n${Buffer.from(left.slice(1), 'base64').toString()}`).not.toContain(value);
        expect(JSON.stringify(masked)).not.toContain('masking-failed');
        for (const [token] of tokensShown(masked)) {
          const meant = names.meantBy(token);
          if (meant) expect(names.of(/<(.*):/.exec(token)?.[1] ?? '', meant.value).token).toBe(token);
          else expect(JSON.stringify([beside, within])).toContain(token);
        }
      }),
      { numRuns: 600 },
    );
  });

  it('takes a real value out of whatever comes back, however it stands there', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 6, maxLength: 30 }), answer, async (value, beside) => {
        const back = {
          beside: mask(beside, SCAN_EVERYTHING).value,
          [`k${value}`]: [value, `x${value}y`, JSON.stringify({ value })],
        };

        const taken = valuesTaken(back, new Map([[value, '<customer-name:7f3a91c2d04e>']]));

        const said = JSON.stringify(taken).replaceAll('<customer-name:7f3a91c2d04e>', '\u0001');
        expect(said.toLowerCase()).not.toContain(JSON.stringify(value).slice(1, -1).toLowerCase());
      }),
      { numRuns: 500 },
    );
  });
});
