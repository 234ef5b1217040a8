import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MaskingPolicyInvalid, parseMaskingPolicy } from '../mask/policy/masking-policy.ts';
import { type MaskingRules, maskingRules } from '../mask/policy/rules.ts';

/**
 * The masking policy that was checked when the function was bundled and lies beside its code. Throws MaskingPolicyInvalid for one
 * that cannot be read: a function that does not know what to mask does not start.
 */
export async function bundledMasking(directory: string = import.meta.dirname): Promise<MaskingRules> {
  return maskingRules(parseMaskingPolicy(readJson(join(directory, 'masking.json')), 'masking.json'));
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new MaskingPolicyInvalid('masking.json', 'it cannot be read; build the function again', { cause });
  }
}
