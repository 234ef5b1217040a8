import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { bundledMasking } from '../../lambdas/adapters/bundled-masking.ts';
import { DEFAULT_MASKING, MaskingPolicyInvalid } from '../../lambdas/mask/policy/masking-policy.ts';
import { masking } from '../../lib/masking-file.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'masking-'))));
afterEach(() => rmSync(folder, { recursive: true }));
const put = (name: string, text: string) => writeFileSync(join(folder, name), text);

describe('the masking policy of a folder', () => {
  it('is the default one where there is none, and in the example as it comes', () => {
    expect(masking(folder)).toEqual(DEFAULT_MASKING);
    expect(masking(join(import.meta.dirname, '../../policies'))).toEqual(DEFAULT_MASKING);
  });

  it('is read from YAML or JSON', () => {
    put('masking.yaml', 'version: 1\ntypes:\n  email: pass\n');

    expect(masking(folder).types).toEqual({ email: 'pass' });
  });

  it.each([
    ['broken YAML', 'version: 1\ntypes: [', /masking\.yaml is invalid:\n.*line 2/s],
    ['two keys of one name', 'version: 1\nversion: 1\n', /unique/],
    ['nothing', '', /masking\.yaml is invalid/],
    ['another version', 'version: 7\n', /must be 1/],
  ])('refuses %s when the stack is built', (_kind, text, message) => {
    put('masking.yaml', text);

    expect(() => masking(folder)).toThrow(message);
  });

  it('is one', () => {
    put('masking.yaml', 'version: 1');
    put('masking.json', '{"version":1}');

    expect(() => masking(folder)).toThrow(/masking\.yaml and masking\.json is invalid:\nthere can be only one/);
  });
});

describe('the policy beside a function', () => {
  it('is read when the function starts', async () => {
    put('masking.json', JSON.stringify({ ...DEFAULT_MASKING, types: { email: 'pass' } }));

    expect((await bundledMasking(folder)).passes('email')).toBe(true);
  });

  it.each([['none'], ['{'], ['{"version":1,"types":{"password":"pass"}}']])(
    'keeps the function from starting where it cannot be used: %s',
    async (text) => {
      if (text !== 'none') put('masking.json', text);

      await expect(bundledMasking(folder)).rejects.toThrow(MaskingPolicyInvalid);
    },
  );
});
