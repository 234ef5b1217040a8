import { CreateStackCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CreateRoleCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateFunctionCommand, InvokeCommand } from '@aws-sdk/client-lambda';
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  type DescribeExecutionOutput,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { ClientSettings } from '../../../../lib/local/engine/clients.ts';
import type { Aws } from './an-engine.ts';
import { zip } from './zip.ts';

type Statement = Readonly<Record<string, unknown>>;

export const account = '000000000000';

/** A policy document of some statements. */
export function policy(...statements: Statement[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

export function allow(actions: string | string[], resources: string | string[], rest: Statement = {}): Statement {
  return { Effect: 'Allow', Action: actions, Resource: resources, ...rest };
}

/** Who may assume a role, and what it may do. */
export type Part = { readonly trust: readonly Statement[]; readonly may?: readonly Statement[] };

/** Makes a role and returns its ARN. A statement of `trust` allows `sts:AssumeRole` unless it says otherwise. */
export async function makeRole(aws: Aws, name: string, { trust, may = [] }: Part): Promise<string> {
  const document = policy(...trust.map((statement) => ({ Effect: 'Allow', Action: 'sts:AssumeRole', ...statement })));
  await aws.iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: document }));
  if (may.length > 0) {
    await aws.iam.send(new PutRolePolicyCommand({ RoleName: name, PolicyName: 'may', PolicyDocument: policy(...may) }));
  }
  return `arn:aws:iam::${account}:role/${name}`;
}

export const byLambda = { Principal: { Service: 'lambda.amazonaws.com' } };
export const byStates = { Principal: { Service: 'states.amazonaws.com' } };

/** Makes an ESM function on nodejs24.x from its `index.mjs`, with a role that may do nothing, and returns its ARN. */
export async function makeFunction(aws: Aws, name: string, source: string): Promise<string> {
  const role = await makeRole(aws, `${name}-role`, { trust: [byLambda] });
  return makeFunctionAs(aws, role, { name, source });
}

async function makeFunctionAs(aws: Aws, Role: string, code: { name: string; source: string }): Promise<string> {
  const Code = { ZipFile: zip({ 'index.mjs': code.source }) };
  const settings = { FunctionName: code.name, Role, Runtime: 'nodejs24.x', Handler: 'index.handler', Code } as const;
  const made = await aws.lambda.send(new CreateFunctionCommand(settings));
  return made.FunctionArn!;
}

/** Invokes a function: its answer, and whether that is an error. */
export async function invoke(aws: Aws, name: string, event: unknown = {}) {
  const answer = await aws.lambda.send(new InvokeCommand({ FunctionName: name, Payload: JSON.stringify(event) }));
  const text = new TextDecoder().decode(answer.Payload);
  return { failed: answer.FunctionError !== undefined, answer: JSON.parse(text) as Record<string, unknown> };
}

/** The credentials that Lambda gives a function of this role. */
export async function credentialsOf(aws: Aws, role: string): Promise<ClientSettings['credentials']> {
  const name = `credentials-${role.split('/').pop()}`;
  const source = `export const handler = async () => ({
    accessKeyId: process.env.AWS_ACCESS_KEY_ID,
    secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY,
    sessionToken: process.env.AWS_SESSION_TOKEN,
  });`;
  await makeFunctionAs(aws, role, { name, source });
  const { answer } = await invoke(aws, name);
  return answer as ClientSettings['credentials'];
}

/** A task state that waits for a token which it hands to a function. */
export function waiting(functionName: string, rest: Statement = {}): Statement {
  const Payload = { 'token.$': '$$.Task.Token', 'input.$': '$' };
  const Parameters = { FunctionName: functionName, Payload };
  return { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken', Parameters, End: true, ...rest };
}

/** Makes a state machine that begins with the state `First`; without a role it may invoke every function. */
export async function makeMachine(aws: Aws, states: Statement, role?: string): Promise<string> {
  const name = `machine-${Math.random().toString(36).slice(2)}`;
  const roleArn =
    role ?? (await makeRole(aws, `${name}-role`, { trust: [byStates], may: [allow('lambda:InvokeFunction', '*')] }));
  const definition = JSON.stringify({ StartAt: 'First', States: states });
  const made = await aws.sfn.send(new CreateStateMachineCommand({ name, roleArn, definition }));
  return made.stateMachineArn!;
}

export async function start(aws: Aws, stateMachineArn: string, input: unknown = {}): Promise<string> {
  const begun = await aws.sfn.send(new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) }));
  return begun.executionArn!;
}

/** Waits until an execution has ended, or for so many milliseconds, and describes it. */
export async function ended(aws: Aws, executionArn: string, withinMs = 10_000): Promise<DescribeExecutionOutput> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const now = await aws.sfn.send(new DescribeExecutionCommand({ executionArn }));
    if (now.status !== 'RUNNING' || Date.now() > deadline) return now;
    await pause(50);
  }
}

/** Makes a CloudFormation stack and returns its outputs; throws with its reason when it fails. */
export async function makeStack(aws: Aws, template: Statement): Promise<Record<string, string>> {
  const StackName = 'probe';
  await aws.cloudformation.send(new CreateStackCommand({ StackName, TemplateBody: JSON.stringify(template) }));
  for (;;) {
    const { Stacks } = await aws.cloudformation.send(new DescribeStacksCommand({ StackName }));
    const stack = Stacks![0]!;
    if (stack.StackStatus === 'CREATE_COMPLETE') {
      return Object.fromEntries((stack.Outputs ?? []).map((output) => [output.OutputKey!, output.OutputValue!]));
    }
    if (!stack.StackStatus!.endsWith('IN_PROGRESS'))
      throw new Error(`${stack.StackStatus}: ${stack.StackStatusReason}`);
    await pause(50);
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
