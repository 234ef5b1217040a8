import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { findConnection, findOperatorConnection, LOCAL_CONNECTION } from '../../../lib/agent/connection.ts';

const folder = mkdtempSync(join(tmpdir(), 'countersign-connection-'));
afterAll(() => rmSync(folder, { recursive: true }));

const ENV = {
  COUNTERSIGN_URL: 'https://abc.execute-api.eu-west-1.amazonaws.com/v1',
  AWS_ACCESS_KEY_ID: 'AKIDENV',
  AWS_SECRET_ACCESS_KEY: 'env-secret',
};
const FILE = {
  url: 'http://127.0.0.1:4566/restapis/abc/v1/_user_request_',
  region: 'us-east-1',
  account: '000000000000',
  agents: {
    invoices: { arn: 'arn:aws:iam::000000000000:user/invoices', accessKeyId: 'AKID1', secretAccessKey: 'secret-1' },
    builds: { arn: 'arn:aws:iam::000000000000:user/builds', accessKeyId: 'AKID2', secretAccessKey: 'secret-2' },
  },
  operator: { arn: 'arn:aws:iam::000000000000:user/operator', accessKeyId: 'AKIDOP', secretAccessKey: 'secret-op' },
};

function fileWith(content: unknown): string {
  const file = join(folder, `${Math.random()}.json`);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

describe('from the environment', () => {
  it('takes the region out of the address of an API Gateway', () => {
    expect(findConnection({ ...ENV, AWS_SESSION_TOKEN: 'token' })).toEqual({
      url: ENV.COUNTERSIGN_URL,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'AKIDENV', secretAccessKey: 'env-secret', sessionToken: 'token' },
    });
  });

  it('takes COUNTERSIGN_REGION before that', () => {
    expect(findConnection({ ...ENV, COUNTERSIGN_REGION: 'eu-north-1' }).region).toBe('eu-north-1');
  });

  it('names every variable that is missing', () => {
    const missing = 'COUNTERSIGN_URL is set; set COUNTERSIGN_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY too';
    expect(() => findConnection({ COUNTERSIGN_URL: 'https://gateway.example' })).toThrow(missing);
  });

  it('refuses --as, since the credentials say who asks', () => {
    expect(() => findConnection(ENV, 'invoices')).toThrow('--as chooses among the local gateway');
  });

  it('refuses an address that is none', () => {
    expect(() => findConnection({ ...ENV, COUNTERSIGN_URL: 'gateway' })).toThrow('COUNTERSIGN_URL is no URL: gateway');
  });
});

describe("from the local gateway's file", () => {
  const env = (content: unknown) => ({ COUNTERSIGN_CONNECTION: fileWith(content) });

  it('takes the first agent, or the one that is named', () => {
    const credentials = { accessKeyId: 'AKID1', secretAccessKey: 'secret-1' };
    expect(findConnection(env(FILE))).toEqual({ url: FILE.url, region: 'us-east-1', credentials });
    expect(findConnection(env(FILE), 'builds').credentials.accessKeyId).toBe('AKID2');
  });

  it('names the agents there are for one that is not', () => {
    expect(() => findConnection(env(FILE), 'toString')).toThrow(/There is no agent toString; .* has invoices, builds/);
  });

  it('says how to start a gateway where there is none', () => {
    const gone = { COUNTERSIGN_CONNECTION: join(folder, 'gone.json') };
    expect(() => findConnection(gone)).toThrow(/start the local gateway with npm start, or set COUNTERSIGN_URL/);
  });

  it.each(['{', '[]', 'null', '{"url":"x","region":"y","agents":{"a":{"accessKeyId":1}}}', '{"agents":{}}'])(
    'says that %s is no connection file',
    (content) => {
      expect(() => findConnection(env(content))).toThrow('is no connection file; start the local gateway again');
    },
  );

  it('is looked for in the repository, wherever the command is run', () => {
    expect(isAbsolute(LOCAL_CONNECTION)).toBe(true);
    expect(LOCAL_CONNECTION).toBe(join(process.cwd(), '.local', 'connection.json'));
  });
});

describe('for an operator', () => {
  it("takes the file's operator, not one of its agents", () => {
    expect(findOperatorConnection({ COUNTERSIGN_CONNECTION: fileWith(FILE) })).toEqual({
      url: FILE.url,
      region: FILE.region,
      credentials: { accessKeyId: 'AKIDOP', secretAccessKey: 'secret-op' },
    });
  });

  it('takes the AWS credentials where COUNTERSIGN_URL is set', () => {
    expect(findOperatorConnection(ENV)).toEqual(findConnection(ENV));
  });

  it('says what to do about a file without one', () => {
    const { operator: _absent, ...old } = FILE;
    expect(() => findOperatorConnection({ COUNTERSIGN_CONNECTION: fileWith(old) })).toThrow(/no operator.*npm start/);
  });
});
