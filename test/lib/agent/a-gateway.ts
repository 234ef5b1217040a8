import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Json } from '../../../lambdas/runtime/json.ts';

/** Not real keys: parts of a test. */
export const KEYS = { accessKeyId: 'AKIDAGENT', secretAccessKey: 'agent-secret' } as const;
export const REGION = 'us-east-1';

/** The path that a REST API has on the local engine. */
const STAGE = '/restapis/abc123/prod/_user_request_';

export interface Request {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Names of the headers that the signature covers. */
  readonly signed: readonly string[];
}

export interface ScriptedAnswer {
  readonly status: number;
  readonly body: Json | string;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Respond = (request: Request, count: number) => ScriptedAnswer | Promise<ScriptedAnswer>;

export interface TestGateway {
  readonly url: string;
  readonly requests: readonly Request[];
  stop(): Promise<void>;
}

/** A gateway that takes properly signed requests only, and answers as it is told to. */
export async function startGateway(respond: Respond): Promise<TestGateway> {
  const requests: Request[] = [];
  const server = createServer((message, response) => void take(message, response));
  async function respondOrBreak(request: Request): Promise<ScriptedAnswer> {
    try {
      return await respond(request, requests.length);
    } catch (error) {
      return problem(400, 'broken-test', { detail: String(error) });
    }
  }
  async function take(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const { request, fault } = await verified(message);
    requests.push(request);
    const refused = fault === undefined ? undefined : problem(403, 'bad-signature', { detail: fault });
    write(response, refused ?? (await respondOrBreak(request)));
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const stop = () => new Promise<void>((resolve) => (server.close(() => resolve()), server.closeAllConnections()));
  return { url: `http://127.0.0.1:${port}${STAGE}`, requests, stop };
}

/** A problem document as the gateway answers it. */
export function problem(status: number, kind: string, more: Record<string, Json> = {}): ScriptedAnswer {
  const body = {
    type: `urn:countersign:${kind}`,
    title: `title of ${kind}`,
    status,
    detail: `detail of ${kind}`,
    ...more,
  };
  return { status, body, headers: { 'content-type': 'application/problem+json' } };
}

function write(response: ServerResponse, { status, body, headers }: ScriptedAnswer): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

async function verified(message: IncomingMessage): Promise<{ request: Request; fault: string | undefined }> {
  const body = (await message.setEncoding('utf8').toArray()).join('');
  const headers = Object.fromEntries(Object.entries(message.headers).map(([name, value]) => [name, String(value)]));
  const url = message.url ?? '';
  const signed = /SignedHeaders=([^,]+)/.exec(headers['authorization'] ?? '')?.[1]?.split(';') ?? [];
  const request = { method: message.method ?? '', path: url.replace(STAGE, ''), headers, body, signed };
  return { request, fault: signatureFault({ ...request, path: url }) };
}

/** Signature Version 4, from the document "Create a signed AWS API request": written apart from the client's signer. */
function signatureFault(request: Request): string | undefined {
  const { headers, signed } = request;
  const authorization = headers['authorization'] ?? '';
  const date = headers['x-amz-date'] ?? '';
  const scope = `${date.slice(0, 8)}/${REGION}/execute-api/aws4_request`;
  if (!authorization.startsWith(`AWS4-HMAC-SHA256 Credential=${KEYS.accessKeyId}/${scope}`))
    return 'wrong credential scope';
  const unsigned = ['host', 'x-amz-date', 'idempotency-key', 'prefer', 'x-amz-security-token'].filter(
    (name) => name in headers && !signed.includes(name),
  );
  if (unsigned.length > 0) return `not signed: ${unsigned.join(', ')}`;
  const text = ['AWS4-HMAC-SHA256', date, scope, sha256(canonical(request))].join('\n');
  const key = [date.slice(0, 8), REGION, 'execute-api', 'aws4_request'].reduce(
    hmac,
    Buffer.from(`AWS4${KEYS.secretAccessKey}`),
  );
  return authorization.endsWith(`Signature=${hmac(key, text).toString('hex')}`) ? undefined : 'wrong signature';
}

function canonical({ method, path, headers, signed, body }: Request): string {
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  const lines = signed.map((name) => `${name}:${(headers[name] ?? '').trim()}`);
  return [method, encoded, '', ...lines, '', signed.join(';'), sha256(body)].join('\n');
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
