import { decodeInput } from '../catalogue/decode-input.ts';
import type { AwsCaller, CallOutcome, Credentials, PreparedCall, ReadBody } from '../execute/ports.ts';
import type { Call } from '../record/call.ts';
import { withBodyRead } from './sdk-body.ts';
import { CLIENT_CLASS, SDK_CLIENTS, type SdkService } from './sdk-clients.ts';
import { isAllowedHost } from './sdk-host.ts';

interface SdkCommand {
  readonly input: object;
  /** The operation's own schema, which every command of the SDK carries. */
  readonly schema?: unknown;
}

interface SdkClient {
  readonly middlewareStack: { add(middleware: unknown, options: object): void };
  send(command: SdkCommand): Promise<Record<string, unknown>>;
  destroy(): void;
}

interface SdkModule {
  readonly client: new (configuration: object) => SdkClient;
  readonly command: new (input: object) => SdkCommand;
}

/** The answer is waited for less than the executor's own time, so that a slow call is recorded; in milliseconds. */
const NETWORK = { connectionTimeout: 3_000, requestTimeout: 15_000, throwOnRequestTimeout: true };

/** Makes calls with the pinned SDK. `endpoint` is a local engine's, and undefined on AWS. */
export class SdkCaller implements AwsCaller {
  readonly #endpoint: string | undefined;
  readonly #network: object;

  /** `network` is the SDK's own handler by default, set up by these timeouts; a handler of its kind may stand in. */
  constructor(endpoint: string | undefined, network: object = NETWORK) {
    this.#endpoint = endpoint;
    this.#network = network;
  }

  async prepare(call: Call): Promise<PreparedCall> {
    const sdk = await load(call);
    const input = await decodeInput(call);
    const owned = call.service === 's3' && 'Bucket' in input ? { ...input, ExpectedBucketOwner: call.account } : input;
    const command = new sdk.command(call.service === 's3' && call.operation === 'CreateBucket' ? input : owned);
    if (!command.schema)
      throw new TypeError(`${call.operation} of ${call.service} has no schema to mask its answer by`);
    return {
      schema: command.schema,
      send: (credentials, readBody) => this.#send({ call, sdk, command, readBody }, credentials),
    };
  }

  async #send({ call, sdk, command, readBody }: Ready, credentials: Credentials): Promise<CallOutcome> {
    const client = new sdk.client(this.#configuration(call, credentials));
    guardHost(client, call, this.#endpoint);
    const departure = watchDeparture(client);
    try {
      return answered(await withBodyRead(await client.send(command), readBody));
    } catch (error) {
      return departure.left ? unanswered(error) : unsent(error);
    } finally {
      client.destroy();
    }
  }

  #configuration(call: Call, credentials: Credentials): object {
    return {
      region: call.region,
      credentials,
      maxAttempts: 1,
      requestHandler: this.#network,
      useQueueUrlAsEndpoint: false,
      followRegionRedirects: false,
      useArnRegion: false,
      ...(this.#endpoint !== undefined && { endpoint: this.#endpoint, forcePathStyle: true, disableHostPrefix: true }),
    };
  }
}

interface Ready {
  readonly call: Call;
  readonly sdk: SdkModule;
  readonly command: SdkCommand;
  readonly readBody: ReadBody;
}

async function load({ service, operation }: Call): Promise<SdkModule> {
  if (!isSdkService(service)) throw new TypeError(`There is no client for ${service}`);
  const exports = (await SDK_CLIENTS[service]()) as Record<string, unknown>;
  const [client, command] = [exports[CLIENT_CLASS[service]], exports[`${operation}Command`]];
  if (!client || !command) throw new TypeError(`The client of ${service} has no ${operation}`);
  return { client, command } as SdkModule;
}

function isSdkService(service: string): service is SdkService {
  return Object.hasOwn(SDK_CLIENTS, service);
}

/** Refuses, before signing, a request whose host the SDK took from a member of the input or anywhere but the approved region. */
function guardHost(client: SdkClient, call: Call, endpoint: string | undefined): void {
  const guard = (next: (args: unknown) => unknown) => (args: { request?: { hostname?: string } }) => {
    const host = args.request?.hostname ?? '';
    if (!isAllowedHost(host, call, endpoint)) throw new ForeignHost();
    return next(args);
  };
  client.middlewareStack.add(guard, { step: 'finalizeRequest', name: 'countersignHost', priority: 'high' });
}

/** Tells whether a request was handed to the network: what failed before that has done nothing. */
function watchDeparture(client: SdkClient): { readonly left: boolean } {
  const departure = { left: false };
  const watch = (next: (args: unknown) => unknown) => (args: unknown) => {
    departure.left = true;
    return next(args);
  };
  client.middlewareStack.add(watch, { step: 'deserialize', name: 'countersignDeparture', priority: 'low' });
  return departure;
}

function unsent(error: unknown): CallOutcome {
  const { name, message } = error instanceof Error ? error : new Error('unknown');
  return { kind: 'refused', code: name, message };
}

class ForeignHost extends Error {
  constructor() {
    super('The request would have left for a host outside the approved service and region.');
    this.name = 'ForeignHost';
  }
}

function answered({ $metadata, ...output }: Record<string, unknown>): CallOutcome {
  const requestId = ($metadata as { requestId?: string } | undefined)?.requestId;
  return { kind: 'answered', output, ...(requestId !== undefined && { requestId }) };
}

/** Only AWS's own 4xx says that nothing was done; a 5xx, a broken connection or a timeout says nothing at all. */
function unanswered(error: unknown): CallOutcome {
  const { name, message } = error instanceof Error ? error : new Error('unknown');
  const status = statusOf(error);
  if (status !== undefined && status >= 300 && status < 500) return { kind: 'refused', code: name, message };
  return {
    kind: 'lost',
    because: `No sure answer from AWS (${name}${status === undefined ? '' : `, HTTP ${status}`}).`,
  };
}

function statusOf(error: unknown): number | undefined {
  const metadata = (error as { $metadata?: { httpStatusCode?: number } } | null)?.$metadata;
  return metadata?.httpStatusCode;
}
