import { describe, expect, it } from '@jest/globals';
import { maskText } from '../../../lambdas/mask/mask.ts';
import { isPhoneNumber, withPhoneNumbers } from '../../../lambdas/mask/phone-numbers.ts';
import { SCAN_EVERYTHING } from '../../../lambdas/mask/plan.ts';

const plan = withPhoneNumbers(SCAN_EVERYTHING);

describe('numbers that only the numbering plans tell', () => {
  it.each(['07911 123456', '0161 4960000', '(030) 12345678', '0049 30 12345678'])('are masked: %s', (number) => {
    expect(maskText(`at ${number}`, plan).text).toBe('at [masked:phone]');
    expect(maskText(`at ${number}`).text).toBe(`at ${number}`);
  });

  it.each(['0102 0000 0012', '01 2026', '0123 45', '078-05-0000'])('leave other digits alone: %s', (digits) => {
    expect(maskText(`at ${digits}`, plan).text).toBe(`at ${digits}`);
  });

  it('are looked up a bounded number of times in a text', () => {
    let asked = 0;
    const counting = { ...plan, isPhoneNumber: () => ++asked < 0 };
    maskText('at 0711 123456; '.repeat(1000), counting);

    expect(asked).toBe(64);
  });

  it('may be from any country that the code in front names', () => {
    expect(isPhoneNumber('+81 90 1234 5678')).toBe(true);
    expect(isPhoneNumber('+999 12345678')).toBe(false);
  });
});
