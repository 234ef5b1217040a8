import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { theDefaultPolicies } from './a-policy-set.ts';

const made: string[] = [];

/** A folder with these policies in `test.cedar`, under the default schema. */
export function aPolicyFolder(...policies: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-policies-'));
  made.push(folder);
  writeFileSync(join(folder, 'test.cedarschema'), theDefaultPolicies().schema);
  writeFileSync(join(folder, 'test.cedar'), policies.join('\n\n'));
  return folder;
}

/** Removes all folders that were made. */
export function removePolicyFolders(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true });
}
