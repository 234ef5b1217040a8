import { describe, expect, it } from '@jest/globals';
import { maskText } from '../../../../../lambdas/mask/mask.ts';
import { SCAN_EVERYTHING, withNationalIds } from '../../../../../lambdas/mask/plan.ts';

const plan = withNationalIds(SCAN_EVERYTHING);

/** A valid number of each kind, and the same with its check broken. Published examples, or made for this test. */
const NUMBERS = [
  ['au-abn', '51 824 753 556', '51 824 753 557'],
  ['br-cpf', '529.982.247-25', '529.982.247-26'],
  ['ca-sin', '046 454 286', '046 454 287'],
  ['de-tax-id', '86095742719', '86095742718'],
  ['es-nif', '12345678Z', '12345678A'],
  ['fi-hetu', '131052-308T', '131052-308U'],
  ['fr-nir', '255081416802538', '255081416802539'],
  ['gb-nhs', '943 476 5919', '943 476 5918'],
  ['in-aadhaar', '2341 2341 2346', '2341 2341 2347'],
  ['it-codice-fiscale', 'RSSMRA85T10A562S', 'RSSMRA85T10A562T'],
  ['pl-pesel', '44051401359', '44051401358'],
  ['se-personnummer', '811228-9874', '811228-9873'],
  ['sg-nric', 'S1234567D', 'S1234567A'],
  ['th-national-id', '1-1014-00123-45-1', '1-1014-00123-45-0'],
  ['tr-national-id', '12345678028', '12345678029'],
] as const;

describe('the pack of national ids', () => {
  it.each(NUMBERS)('masks %s by its check digits', (type, valid, broken) => {
    expect(maskText(`id ${valid} given`, plan).text).toBe(`id [masked:${type}] given`);
    expect(maskText(`id ${broken} given`, plan).text).not.toContain(`[masked:${type}]`);
  });

  it.each(NUMBERS)('is off unless a plan asks for it: %s', (type, valid, _broken) => {
    expect(maskText(`id ${valid} given`).report.byType).not.toHaveProperty(type);
  });

  it('leaves AWS account ids, times and hashes alone', () => {
    const text = '123456789012 at 1759312272345, digest 9bb58f26192e4ba00f01e2e7b136bbd8';

    expect(maskText(text, plan).text).toBe(text);
  });
});
