import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { type FunctionName, FUNCTION_KEYS } from '../../../lambdas/runtime/config.ts';
import { type ClientSettings, engineClients } from '../../local/engine/clients.ts';
import type { GatewayFile } from '../../local/gateway.ts';

/** A function as it is deployed on the engine. */
export interface Deployed {
  readonly name: FunctionName;
  /** Its own settings, its own role's credentials, and what Lambda (here: the engine) adds to them. */
  readonly env: Readonly<Record<string, string>>;
  /** In bytes, as Lambda stores it. */
  readonly zipBytes: number;
  /** In MiB. */
  readonly memory: number;
}

/** The functions on an envelope's way, in the order in which the configuration names them; `stop` is not on it. */
export const FUNCTIONS = (Object.keys(FUNCTION_KEYS) as readonly FunctionName[]).filter((name) => name !== 'stop');

/** Asks the engine, as root, how the gateway's functions are deployed. */
export async function deployedFunctions(gateway: GatewayFile): Promise<readonly Deployed[]> {
  const root = engineClients({ endpoint: gateway.endpoint, region: gateway.connection.region });
  return Promise.all(FUNCTIONS.map((name) => deployed(name, gateway.outputs, root)));
}

async function deployed(name: FunctionName, outputs: GatewayFile['outputs'], root: ClientSettings): Promise<Deployed> {
  const FunctionName = outputs[outputOf(name)];
  const asked = new GetFunctionConfigurationCommand({ FunctionName });
  const { Environment, Role, CodeSize, MemorySize } = await new LambdaClient(root).send(asked);
  const env = { ...Environment?.Variables, ...(await credentialsOf(Role, root)), ...surroundings(root) };
  return { name, env, zipBytes: CodeSize ?? 0, memory: MemorySize ?? 0 };
}

/** `request-approval` is the output `RequestApprovalFunction`. */
function outputOf(name: FunctionName): string {
  const words = name.split('-').map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`);
  return `${words.join('')}Function`;
}

/** The engine's root may assume any role, so that the function runs here with the rights that it has there. */
async function credentialsOf(RoleArn: string | undefined, root: ClientSettings): Promise<Record<string, string>> {
  const { Credentials } = await new STSClient(root).send(
    new AssumeRoleCommand({ RoleArn, RoleSessionName: 'bench', DurationSeconds: 3_600 }),
  );
  if (!Credentials) throw new Error(`The engine made no credentials for ${RoleArn}`);
  return inEnvironment(Credentials.AccessKeyId, Credentials.SecretAccessKey, Credentials.SessionToken);
}

/** The environment variables that hold AWS credentials. */
export function inEnvironment(id = '', secret = '', token?: string): Record<string, string> {
  const keys = { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret };
  return token === undefined ? keys : { ...keys, AWS_SESSION_TOKEN: token };
}

function surroundings({ endpoint, region }: ClientSettings): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_DISABLE_HOST_PREFIX_INJECTION: 'true', // `sync-127.0.0.1` is no host; the engine sets it for its workers too
  };
}
