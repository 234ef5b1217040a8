import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseDocument } from 'yaml';
import {
  DEFAULT_MASKING,
  type MaskingPolicy,
  MaskingPolicyInvalid,
  parseMaskingPolicy,
} from '../lambdas/mask/policy/masking-policy.ts';
import { patternFault } from '../lambdas/mask/policy/patterns.ts';

const NAMES = ['masking.yaml', 'masking.json'];

/** The masking policy of a folder of policies, or the default where it has none. Throws MaskingPolicyInvalid for two, and for a bad one. */
export function masking(directory: string): MaskingPolicy {
  const found = NAMES.filter((name) => existsSync(join(directory, name)));
  if (found.length > 1) throw new MaskingPolicyInvalid(found.join(' and '), 'there can be only one; remove the other');
  return found[0] === undefined ? DEFAULT_MASKING : readMaskingFile(join(directory, found[0]));
}

/** Reads a masking policy from YAML or JSON. Throws MaskingPolicyInvalid, with the line where YAML itself is at fault. */
export function readMaskingFile(file: string): MaskingPolicy {
  const name = basename(file);
  const document = parseDocument(readText(file), { prettyErrors: true });
  const faults = document.errors.map(({ message }) => message);
  if (faults.length > 0) throw new MaskingPolicyInvalid(name, faults.join('\n'));
  return parseMaskingPolicy(document.toJS(), name, patternFault);
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new MaskingPolicyInvalid(file, 'it cannot be read', { cause });
  }
}
