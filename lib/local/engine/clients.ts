/** The account that owns everything in the local engine. */
export const account = '000000000000';

/** The region of the local stack. */
export const region = 'us-east-1';

/** The engine's root credentials: allowed everything, signature not checked. For tooling and set-up only. */
export const rootCredentials = { accessKeyId: 'test', secretAccessKey: 'test' } as const;

/** AWS SDK v3 settings that reach a local engine; `disableHostPrefix` because `sync-127.0.0.1` is no host. */
export type ClientSettings = {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
  readonly forcePathStyle: true;
  readonly disableHostPrefix: true;
};

/** Settings for SDK clients of an engine, as root or, with `credentials`, as somebody whose policies count. */
export function engineClients(
  engine: { readonly endpoint: string; readonly region: string },
  credentials: ClientSettings['credentials'] = rootCredentials,
): ClientSettings {
  return {
    endpoint: engine.endpoint,
    region: engine.region,
    credentials,
    forcePathStyle: true,
    disableHostPrefix: true,
  };
}

/** The invoke address of a REST API stage on the engine, without a slash at its end; append the resource path. */
export function restApiUrl(engine: { readonly endpoint: string }, api: { id: string; stage: string }): string {
  return `${engine.endpoint}/restapis/${api.id}/${api.stage}/_user_request_`;
}
