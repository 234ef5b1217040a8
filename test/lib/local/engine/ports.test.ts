import { createServer } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { freePort, freePorts } from '../../../../lib/local/engine/ports.ts';

describe('freePorts', () => {
  it('finds different ports, since all are held until the last is found', async () => {
    const ports = await freePorts(5);
    expect(new Set(ports).size).toBe(5);
  });

  it('finds a port that can be listened on', async () => {
    const port = await freePort();
    const server = createServer();
    const bound = await new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', () => resolve(server.address()));
    });
    server.close();
    expect(bound).toMatchObject({ address: '127.0.0.1', port });
  });
});
