import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import cdk from '../../cdk.json' with { type: 'json' };
import { pathWithNode, repository } from './engine/environment.ts';

/**
 * Synthesises the real CDK app into `assembly`, as `cdk synth` would, with a context beside that of cdk.json. Throws with the app's own
 * words when it fails.
 */
export async function synthesise(assembly: string, more: Readonly<Record<string, string>> = {}): Promise<void> {
  const env = {
    PATH: pathWithNode(),
    CDK_OUTDIR: assembly,
    CDK_CONTEXT_JSON: JSON.stringify({ ...cdk.context, ...more }),
  };
  await promisify(execFile)('node', [join('bin', 'countersign.ts')], { cwd: repository, env });
}
