import { afterEach, describe, expect, it } from '@jest/globals';
import { command } from '../../../../lib/local/engine/command.ts';

const start = { temporary: '/t', port: 4_321, without: [] } as const;
const venv = { kind: 'venv', python: '/v/bin/python' } as const;

afterEach(() => {
  delete process.env['AWS_PROFILE'];
});

describe('command', () => {
  it('hands over nothing of our own environment but PATH, since every Lambda inherits it', () => {
    process.env['AWS_PROFILE'] = 'production';
    const { env } = command({ ...start, runtime: venv });
    expect(env).not.toHaveProperty('AWS_PROFILE');
    expect(env).toMatchObject({ HOME: '/t', TMPDIR: '/t', BIND_HOST: '127.0.0.1', GATEWAY_PORT: '4321' });
  });

  it('puts the pinned Node first on PATH, since Lambdas run on the first `node` there', () => {
    const { env } = command({ ...start, runtime: venv });
    expect(env['PATH']).toMatch(/^[^:]*node_modules\/\.bin:/);
  });

  it('has policies enforced, in the container too', () => {
    expect(command({ ...start, runtime: venv }).env).toMatchObject({ AUTH: 'true' });
    expect(command({ ...start, runtime: { kind: 'docker' } }).args).toContain('AUTH=true');
  });

  it('publishes the container on the loopback interface only', () => {
    const { program, args } = command({ ...start, runtime: { kind: 'docker' } });
    expect([program, ...args].join(' ')).toContain('docker run --rm -i --init -p 127.0.0.1:4321:4321');
  });
});
