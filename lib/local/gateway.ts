import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ConnectionFile } from '../agent/connection.ts';
import { type ClientSettings, engineClients, restApiUrl } from './engine/clients.ts';
import { bootstrap, deploy } from './engine/deploy.ts';
import { type Engine, startEngine } from './engine/engine.ts';
import { filesIn, LOCAL } from './files.ts';
import { makeAgents, makeOperator } from './seed/agents.ts';
import { localDirectory } from './seed/directory.ts';
import { seed } from './seed/seed.ts';
import { APP_ID, BOT_TOKEN, CHANNEL_ID, SIGNING_SECRET, TEAM_ID } from './slack/identity.ts';
import { type SlackStandIn, startSlackStandIn } from './slack/stand-in.ts';
import { synthesise } from './synthesise.ts';

/** What tools need to reach a running local gateway, as `gateway.json` holds it. */
export interface GatewayFile {
  readonly endpoint: string;
  readonly slack: string;
  readonly connection: ConnectionFile;
  readonly outputs: Readonly<Record<string, string>>;
}

/** A running local gateway. `stop` ends everything that was started for it. */
export interface LocalGateway extends GatewayFile {
  readonly settings: ClientSettings;
  readonly standIn: SlackStandIn;
  stop(): Promise<void>;
}

export interface LocalGatewayOptions {
  /** Where this gateway keeps its files. Default: `.local` in the repository. */
  readonly directory?: string;
  /** Parameters of the stack besides those that the engine and the stand-in set. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Context of the CDK app besides that of cdk.json. */
  readonly context?: Readonly<Record<string, string>>;
  readonly log?: (line: string) => void;
}

const STACK = 'Countersign';

/** Starts an engine and a Slack stand-in, deploys the real CDK app to them, and fills the account with example data. */
export async function startLocalGateway(options: LocalGatewayOptions = {}): Promise<LocalGateway> {
  const directory = options.directory ?? LOCAL;
  const log = options.log ?? (() => undefined);
  const files = filesIn(directory);
  mkdirSync(directory, { recursive: true });
  const standIn = await startSlackStandIn({ log });
  let engine: Engine | undefined;
  try {
    [engine] = await Promise.all([
      started(directory, log),
      timed(log, 'template synthesised', () => synthesise(files.assembly, options.context)),
    ]);
    return await assemble({ directory, log, engine, standIn, parameters: options.parameters ?? {} });
  } catch (error) {
    await Promise.allSettled([engine?.stop(), standIn.stop()]);
    throw error;
  }
}

interface Parts {
  readonly directory: string;
  readonly log: (line: string) => void;
  readonly engine: Engine;
  readonly standIn: SlackStandIn;
  readonly parameters: Readonly<Record<string, string>>;
}

/** The engine's folder is shared by all gateways of this clone: its Python environment is made once. */
function started(directory: string, log: (line: string) => void): Promise<Engine> {
  const name = directory === LOCAL ? 'engine' : `engine-${directory.slice(LOCAL.length + 1).replaceAll('/', '-')}`;
  return timed(log, 'local AWS engine is up', () => startEngine({ directory: join(LOCAL, 'engine'), name, log }));
}

async function assemble(parts: Parts): Promise<LocalGateway> {
  const { directory, log, engine, standIn } = parts;
  const files = filesIn(directory);
  const settings = engineClients(engine);
  const outputs = await timed(log, 'stack deployed', () => deployed(parts, files));
  const api = { id: output(outputs, 'ApiId'), stage: stageOf(output(outputs, 'ApiUrl')), account: engine.account };
  const url = restApiUrl(engine, api);
  standIn.setInteractionsUrl(`${url}/slack/interactions`);
  const [agents, operator] = await timed(log, 'agents and example data made', () =>
    Promise.all([
      makeAgents(settings, api),
      makeOperator(settings, output(outputs, 'OperatorPolicyArn')),
      fillSlackSecret(settings, output(outputs, 'SlackSecretName')),
      seed(settings),
    ]),
  );
  const connection = { url, region: engine.region, account: engine.account, agents, operator };
  const described = { endpoint: engine.endpoint, slack: standIn.url, connection, outputs };
  writePrivately(files.connection, connection);
  writePrivately(files.gateway, described);
  const stop = async () => void (await Promise.allSettled([engine.stop(), standIn.stop()]));
  return { ...described, settings, standIn, stop };
}

async function deployed({ engine, standIn, parameters }: Parts, files: ReturnType<typeof filesIn>) {
  await bootstrap(engine);
  const { assembly, outputs: outputsFile } = files;
  const all = { ...localParameters(engine, standIn), ...parameters };
  return deploy({ engine, app: assembly, stack: STACK, outputsFile, parameters: all });
}

function localParameters(engine: Engine, standIn: SlackStandIn): Record<string, string> {
  return {
    SlackChannel: CHANNEL_ID,
    SlackTeamId: TEAM_ID,
    SlackAppId: APP_ID,
    SlackApiUrl: standIn.apiUrl,
    Directory: localDirectory(engine.account),
  };
}

/** `https://<id>.execute-api.<region>.amazonaws.com/<stage>/` names the stage that the engine serves under an address of its own. */
function stageOf(apiUrl: string): string {
  return new URL(apiUrl).pathname.replaceAll('/', '');
}

async function fillSlackSecret(settings: ClientSettings, SecretId: string): Promise<void> {
  const SecretString = JSON.stringify({ botToken: BOT_TOKEN, signingSecret: SIGNING_SECRET });
  await new SecretsManagerClient(settings).send(new PutSecretValueCommand({ SecretId, SecretString }));
}

function output(outputs: Readonly<Record<string, string>>, name: string): string {
  const value = outputs[name];
  if (value === undefined) throw new Error(`The stack has no output ${name}`);
  return value;
}

/** The file holds access keys of the local engine, so it is for its owner alone. */
function writePrivately(file: string, content: object): void {
  writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
}

async function timed<T>(log: (line: string) => void, what: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await work();
  log(`${what} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
  return result;
}
