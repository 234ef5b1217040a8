import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnOutput, CfnParameter, Stack } from 'aws-cdk-lib';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bootstrap, deploy } from '../../../../lib/local/engine/deploy.ts';
import { startEngine } from '../../../../lib/local/engine/engine.ts';
import { type Aws, directory, seen } from './an-engine.ts';
import { invoke } from './fixtures.ts';

const folder = mkdtempSync(join(tmpdir(), 'countersign-deploy-'));
const app = join(folder, 'cdk.out');
let aws: Aws;

/** A stack with one ESM function from an asset that answers with the parameter `Greeting`. */
function synthesise(): void {
  const source = join(folder, 'source');
  mkdirSync(source);
  writeFileSync(join(source, 'index.mjs'), 'export const handler = async () => ({ said: process.env.GREETING });');
  const stack = new Stack(new App({ outdir: app }), 'Probe');
  const greeting = new CfnParameter(stack, 'Greeting').valueAsString;
  const made = new LambdaFunction(stack, 'Greeter', {
    runtime: Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: Code.fromAsset(source),
    environment: { GREETING: greeting },
  });
  new CfnOutput(stack, 'FunctionName', { value: made.functionName });
  (stack.node.root as App).synth();
}

beforeAll(async () => {
  synthesise();
  aws = seen(await startEngine({ directory, name: 'test-deploy' }));
  await bootstrap(aws.engine);
}, 120_000);

afterAll(async () => {
  await aws.engine.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('deploy', () => {
  it('deploys a synthesised stack with its parameters and returns its outputs', async () => {
    const outputsFile = join(folder, 'outputs.json');
    const parameters = { Greeting: 'a "b"; $(c) = d' };
    const outputs = await deploy({ engine: aws.engine, app, stack: 'Probe', parameters, outputsFile });
    expect((await invoke(aws, outputs['FunctionName']!)).answer).toEqual({ said: parameters.Greeting });
    expect(JSON.parse(readFileSync(outputsFile, 'utf8'))).toEqual({ Probe: outputs });
  }, 60_000);

  it('says what the CDK said when a stack cannot be deployed', async () => {
    const failing = deploy({ engine: aws.engine, app, stack: 'NoSuchStack' });
    await expect(failing).rejects.toThrow(/cdk deploy NoSuchStack[^]*No stacks match/);
  }, 60_000);
});
