import { describe, expect, it } from '@jest/globals';
import { engineClients, restApiUrl, rootCredentials } from '../../../../lib/local/engine/clients.ts';

const engine = { endpoint: 'http://127.0.0.1:4321', region: 'us-east-1' };

describe('engineClients', () => {
  it('is root without credentials, since tooling sets up what policies would forbid', () => {
    expect(engineClients(engine)).toMatchObject({ endpoint: engine.endpoint, credentials: rootCredentials });
  });

  it('takes the credentials of somebody', () => {
    const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
    expect(engineClients(engine, credentials).credentials).toEqual(credentials);
  });
});

describe('restApiUrl', () => {
  it('is the path form, since no name server knows the host form', () => {
    const url = restApiUrl(engine, { id: 'abc', stage: 'v1' });
    expect(`${url}/operations`).toBe('http://127.0.0.1:4321/restapis/abc/v1/_user_request_/operations');
  });
});
