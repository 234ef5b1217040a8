import { describe, expect, it } from '@jest/globals';
import { mayHoldStem } from '../../../lambdas/mask/name-stems.ts';
import { PERSONAL_PAIRS, SECRET_SUFFIXES, SECRET_WORDS } from '../../../lambdas/mask/name-words.ts';
import { classOfName } from '../../../lambdas/mask/names.ts';
import { fc } from '../../support/draws.ts';

const STEMS = [...Object.keys(SECRET_WORDS), ...SECRET_SUFFIXES, 'key'];
const PAIRS = Object.entries(PERSONAL_PAIRS).flatMap(([last, [, befores]]) =>
  befores.map((before) => `${before}_${last}`),
);

describe('the first look at a name', () => {
  it('overlooks no word that tells a secret, wherever it stands and however it is written', () => {
    const written = fc.constantFrom<(stem: string) => string>(
      (stem) => stem,
      (stem) => stem.toUpperCase(),
      (stem) => stem.slice(0, 1).toUpperCase() + stem.slice(1),
    );
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(...STEMS), fc.string(), written, (before, stem, after, write) => {
        expect(mayHoldStem(before + write(stem) + after)).toBe(true);
      }),
    );
  });

  it.each(PAIRS)('lets %s be classified', (name) => {
    expect(classOfName(name)).toBeDefined();
  });

  it.each(['cardNumber', 'social_security_number', 'PW', 'pw', 'dbPw2', 'api-key'])('lets %s be classified', (name) => {
    expect(classOfName(name)).toBeDefined();
  });

  it.each(['eventName', 'awsRegion', 'AROA27C7LG3BJSMQLTF2U', 'i-0123456789abcdef0', 'w', ''])(
    'ends with %p',
    (name) => {
      expect(mayHoldStem(name)).toBe(false);
    },
  );
});
