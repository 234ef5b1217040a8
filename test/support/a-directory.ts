import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Directory, parseDirectory } from '../../lambdas/decide/directory.ts';

/** The example directory that ships with the policies. */
export function theDirectory(): Directory {
  return parseDirectory(readFileSync(join(process.cwd(), 'policies', 'directory.example.json'), 'utf8'));
}
