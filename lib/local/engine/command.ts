import { join } from 'node:path';
import { rootCredentials } from './clients.ts';
import { pathWithNode, readHost } from './environment.ts';
import { image, type Runtime } from './python.ts';

/** One start of the engine: where it runs, its temporary folder, its port, and the shim patches to leave out. */
export type Start = {
  readonly runtime: Runtime;
  readonly temporary: string;
  readonly port: number;
  readonly without: readonly string[];
};

/** A program with its arguments and its whole environment. */
export type Command = { readonly program: string; readonly args: string[]; readonly env: Record<string, string> };

/** The command that starts the engine through the shim. Its environment is complete: Lambdas inherit all of it. */
export function command(start: Start): Command {
  if (start.runtime.kind === 'docker') return dockerCommand(start);
  const env = { ...settings(start), PATH: pathWithNode(), BIND_HOST: '127.0.0.1', ...folders(start.temporary) };
  return { program: start.runtime.python, args: [join(import.meta.dirname, 'shim.py')], env };
}

function settings({ port, without }: Start): Record<string, string> {
  return {
    AUTH: 'true',
    AWS_ACCESS_KEY_ID: rootCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: rootCredentials.secretAccessKey,
    COUNTERSIGN_SHIM_WITHOUT: without.join(','),
    GATEWAY_PORT: String(port),
    IOT_MTLS_ENABLED: '0',
    LANG: 'C.UTF-8',
    LOG_LEVEL: 'WARNING',
    MINISTACK_HOST: '127.0.0.1',
    NODE_OPTIONS: '--disable-warning=DEP0169', // the worker script's own warning, once in each function's log
    PYTHONDONTWRITEBYTECODE: '1',
    SFTP_ENABLED: '0',
    TZ: 'UTC',
  };
}

function folders(temporary: string): Record<string, string> {
  return {
    HOME: temporary,
    TMPDIR: temporary,
    STATE_DIR: join(temporary, 'state'),
    S3_DATA_DIR: join(temporary, 's3'),
  };
}

/** Not exercised where this was written: no Docker daemon there. `-i` passes on the end of our process as EOF. */
function dockerCommand(start: Start): Command {
  const env = Object.entries({ ...settings(start), BIND_HOST: '0.0.0.0' }).flatMap(([name, value]) => [
    '-e',
    `${name}=${value}`,
  ]);
  const port = `127.0.0.1:${start.port}:${start.port}`;
  const mount = `${import.meta.dirname}:/countersign:ro`;
  const args = [
    'run',
    '--rm',
    '-i',
    '--init',
    '-p',
    port,
    '-v',
    mount,
    '--add-host',
    'host.docker.internal:host-gateway',
  ];
  const entry = ['--entrypoint', 'python', image, '/countersign/shim.py'];
  const { path, home } = readHost();
  return { program: 'docker', args: [...args, ...env, ...entry], env: { PATH: path, HOME: home } };
}
