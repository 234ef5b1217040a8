import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { build } from 'esbuild';
import { loadModel, SERVICE_NAMES } from '../../../lambdas/catalogue/load.ts';

describe('a service’s model', () => {
  it('loads under jest, compiled to CommonJS', async () => {
    expect(await loadModel('sqs')).toMatchObject({ service: 'sqs', client: '@aws-sdk/client-sqs', iam: 'sqs' });
  });

  it('loads in node as it stands', async () => {
    const script = "console.log((await (await import('./lambdas/catalogue/load.ts')).loadModel('sqs')).service)";
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
    expect(stdout.trim()).toBe('sqs');
  });

  it('is a chunk of its own in a bundle, which a call to another service does not load', async () => {
    const entryPoints = ['lambdas/catalogue/examine.ts'];
    const { outputFiles } = await build({
      entryPoints,
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'node',
      outdir: 'x',
      write: false,
    });
    const [entry, ...chunks] = outputFiles.map(({ text }) => text);
    expect(chunks.length).toBeGreaterThanOrEqual(SERVICE_NAMES.length);
    expect(entry).not.toContain('TransactItems!');
    expect(chunks.filter((text) => text.includes('TransactItems!'))).toHaveLength(1);
  });
});
