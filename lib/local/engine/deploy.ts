import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCredentials } from './clients.ts';
import type { Engine } from './engine.ts';
import { pathWithNode } from './environment.ts';
import { run } from './run.ts';

/** What to deploy: `app` is a synthesised cloud assembly (a `cdk.out` folder); outputs are also kept in `outputsFile`. */
export type Deployment = {
  readonly engine: Engine;
  readonly app: string;
  readonly stack: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly outputsFile?: string;
  readonly log?: (text: string) => void;
};

/** Makes the CDK's asset bucket and roles on the engine. Throws an Error with the CDK's words when it fails. */
export async function bootstrap(engine: Engine, log?: (text: string) => void): Promise<void> {
  await inEmptyFolder(async (folder) => {
    await cdk({ engine, folder, args: ['bootstrap', `aws://${engine.account}/${engine.region}`], ...(log && { log }) });
  });
}

/** Deploys one stack and returns its outputs by name. Throws an Error with the CDK's words when the stack fails. */
export async function deploy(deployment: Deployment): Promise<Record<string, string>> {
  const { engine, app, stack, parameters = {}, log } = deployment;
  return inEmptyFolder(async (folder) => {
    const outputsFile = deployment.outputsFile ?? join(folder, 'outputs.json');
    const given = Object.entries(parameters).flatMap(([name, value]) => ['--parameters', `${stack}:${name}=${value}`]);
    const args = ['deploy', stack, '--app', app, '--require-approval', 'never', '--method', 'direct'];
    await cdk({ engine, folder, args: [...args, '--outputs-file', outputsFile, ...given], ...(log && { log }) });
    return outputsOf(await readFile(outputsFile, 'utf8'), stack);
  });
}

function outputsOf(text: string, stack: string): Record<string, string> {
  const stacks = JSON.parse(text) as Record<string, Record<string, string>>;
  return stacks[stack] ?? {};
}

type Cdk = { engine: Engine; folder: string; args: string[]; log?: (text: string) => void };

async function cdk({ engine, folder, args, log }: Cdk): Promise<void> {
  const quiet = ['--no-notices', '--no-version-reporting', '--no-color', '--ci', '--progress', 'events'];
  const env = environment(engine, folder);
  const done = await run({ command: 'cdk', args: [...args, ...quiet], env, cwd: folder, ...(log && { log }) });
  if (done.code === 0) return;
  throw new Error(`\`cdk ${args.join(' ')}\` ended with ${done.code} on ${engine.endpoint}:\n${done.output.trim()}`);
}

/** HOME is a new folder, so that neither a developer's AWS profiles nor the CDK's caches take part. */
function environment(engine: Engine, folder: string): Record<string, string> {
  return {
    PATH: pathWithNode(),
    HOME: folder,
    TMPDIR: folder,
    AWS_ENDPOINT_URL: engine.endpoint,
    AWS_REGION: engine.region,
    AWS_ACCESS_KEY_ID: rootCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: rootCredentials.secretAccessKey,
    AWS_EC2_METADATA_DISABLED: 'true',
    CDK_DISABLE_CLI_TELEMETRY: 'true',
    CI: 'true',
  };
}

/** Runs the CDK away from any `cdk.json`: bootstrapping beside one synthesises that app over its `cdk.out`. */
async function inEmptyFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), 'countersign-cdk-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
