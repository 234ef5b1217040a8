import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Misuse, NoGateway } from './misuse.ts';
import type { Credentials, Gateway } from './signed-request.ts';

/** Environment variables by name, as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What the local gateway writes when it is up: its address, and the agents that it made with their access keys. */
export interface ConnectionFile {
  readonly url: string;
  readonly region: string;
  readonly account: string;
  readonly agents: Readonly<Record<string, LocalAgent>>;
  /** Who may stop them. */
  readonly operator: LocalAgent;
}

export interface LocalAgent {
  readonly arn: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export type Connection = Pick<Gateway, 'url' | 'region'> & { readonly credentials: Credentials };

/** Where `npm start` leaves the connection file. */
export const LOCAL_CONNECTION = join(import.meta.dirname, '../../.local/connection.json');

/**
 * Where the gateway is and as whom to ask it: COUNTERSIGN_URL with the usual AWS credential variables, else the file that
 * COUNTERSIGN_CONNECTION names, else the local gateway's. `agent` chooses one of the file's agents, by default the first.
 * Throws NoGateway when there is none, and Misuse when what is there cannot be used.
 */
export function findConnection(env: Environment, agent?: string): Connection {
  if (!env['COUNTERSIGN_URL']) return fromFile(env['COUNTERSIGN_CONNECTION'] || LOCAL_CONNECTION, agent);
  if (agent !== undefined) {
    throw new Misuse(
      "--as chooses among the local gateway's agents; with COUNTERSIGN_URL the AWS credentials say who asks",
    );
  }
  return fromEnvironment(env['COUNTERSIGN_URL'], env);
}

/**
 * The same for an operator's orders: with COUNTERSIGN_URL the AWS credentials say who orders, else the file's operator does.
 * Throws as `findConnection` does.
 */
export function findOperatorConnection(env: Environment): Connection {
  if (env['COUNTERSIGN_URL']) return fromEnvironment(env['COUNTERSIGN_URL'], env);
  const file = env['COUNTERSIGN_CONNECTION'] || LOCAL_CONNECTION;
  const { url, region, operator } = readConnection(file);
  if (!areTexts(operator, KEYS))
    throw new Misuse(`${file} has no operator; start the local gateway again with npm start`);
  const { accessKeyId, secretAccessKey } = operator;
  return { url, region, credentials: { accessKeyId, secretAccessKey } };
}

const KEYS = ['accessKeyId', 'secretAccessKey'];

function fromEnvironment(url: string, env: Environment): Connection {
  if (!URL.canParse(url)) throw new Misuse(`COUNTERSIGN_URL is no URL: ${url}`);
  const region = env['COUNTERSIGN_REGION'] || regionIn(url);
  const accessKeyId = env['AWS_ACCESS_KEY_ID'];
  const secretAccessKey = env['AWS_SECRET_ACCESS_KEY'];
  const sessionToken = env['AWS_SESSION_TOKEN'];
  if (!region || !accessKeyId || !secretAccessKey) {
    const all = { COUNTERSIGN_REGION: region, AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
    const missing = Object.entries(all).flatMap(([name, value]) => (value ? [] : [name]));
    throw new Misuse(`COUNTERSIGN_URL is set; set ${missing.join(', ')} too`);
  }
  return { url, region, credentials: { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) } };
}

/** API Gateway's own host names carry the region: `ID.execute-api.REGION.amazonaws.com`. */
function regionIn(url: string): string | undefined {
  return /\.execute-api\.([a-z0-9-]+)\.amazonaws\.com(\.cn)?$/.exec(new URL(url).hostname)?.[1];
}

function fromFile(file: string, agent: string | undefined): Connection {
  const { url, region, agents } = readConnection(file);
  const names = Object.keys(agents);
  const name = agent ?? names[0];
  const chosen = name !== undefined && Object.hasOwn(agents, name) ? agents[name] : undefined;
  if (chosen === undefined) throw new Misuse(`There is no agent ${name}; ${file} has ${names.join(', ') || 'none'}`);
  const { accessKeyId, secretAccessKey } = chosen;
  return { url, region, credentials: { accessKeyId, secretAccessKey } };
}

function readConnection(file: string): ConnectionFile {
  const found = parse(read(file));
  if (isConnection(found)) return found;
  throw new Misuse(`${file} is no connection file; start the local gateway again with npm start`);
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new NoGateway(
      `There is no gateway to ask: start the local gateway with npm start, or set COUNTERSIGN_URL, COUNTERSIGN_REGION ` +
        `and AWS credentials (looked for ${file})`,
      { cause },
    );
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isConnection(found: unknown): found is ConnectionFile {
  if (!isRecord(found) || !isRecord(found['agents'])) return false;
  const agents = Object.values(found['agents']);
  return areTexts(found, ['url', 'region']) && agents.every((agent) => areTexts(agent, KEYS));
}

function areTexts(found: unknown, names: readonly string[]): boolean {
  return isRecord(found) && names.every((name) => typeof found[name] === 'string');
}

function isRecord(found: unknown): found is Record<string, unknown> {
  return typeof found === 'object' && found !== null;
}
