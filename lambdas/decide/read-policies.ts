import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { PolicySetInvalid } from './policy-set-invalid.ts';
import { type PolicySource, preparePolicies } from './prepare.ts';
import { preparedPolicies, type PreparedPolicies } from './prepared-policies.ts';

/** Reads and prepares a folder of policies. Throws as `readSource` does, and PolicySetInvalid for faults in them. */
export function readPolicies(directory: string): PreparedPolicies {
  return preparePolicies(readSource(directory));
}

/**
 * Reads a folder of policies as it stands: one `.cedarschema` and every `.cedar` file, those in folders below included.
 * Throws PolicySetInvalid unless there is exactly one schema, the file system's own error when the folder cannot be read.
 */
export function readSource(directory: string): PolicySource {
  const names = readdirSync(directory, { recursive: true, encoding: 'utf8' }).sort();
  const [schema, ...others] = names.filter((name) => name.endsWith('.cedarschema'));
  if (schema === undefined || others.length > 0) {
    throw new PolicySetInvalid([{ detail: `${directory} needs exactly one .cedarschema file` }]);
  }
  const files = names.filter((name) => name.endsWith('.cedar')).map((name) => ({ name, text: read(directory, name) }));
  return { schema: read(directory, schema), files };
}

/**
 * Reads what `preparePolicies` made, from a JSON file. Throws PolicySetInvalid when the file holds anything else;
 * whether it is unchanged is for `loadPolicySet` to check.
 */
export function readPrepared(file: string): PreparedPolicies {
  return parsePrepared(file, readFileSync(file, 'utf8'));
}

/** As `readPrepared`, from JSON text; `file` names it in faults. */
export function parsePrepared(file: string, text: string): PreparedPolicies {
  const parsed = preparedPolicies.safeParse(parseJson(file, text));
  if (parsed.success) return parsed.data;
  throw new PolicySetInvalid([{ file, detail: `${z.prettifyError(parsed.error)}; prepare it again` }]);
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new PolicySetInvalid([{ file, detail: 'is not JSON; prepare it again' }], { cause });
  }
}

function read(directory: string, name: string): string {
  return readFileSync(join(directory, name), 'utf8');
}
