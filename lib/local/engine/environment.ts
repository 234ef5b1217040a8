import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** What the launcher reads from its own environment: nothing else of it reaches the engine or a Lambda. */
export type Host = {
  /** An engine that already runs (COUNTERSIGN_ENGINE_URL), used as it is. */
  readonly engineUrl: string | undefined;
  readonly path: string;
  readonly home: string;
};

/** The repository root, where node_modules holds the Node 24 that Lambdas run on. */
export const repository = join(import.meta.dirname, '..', '..', '..');

/** Reads the launcher's environment. */
export function readHost(): Host {
  const url = process.env['COUNTERSIGN_ENGINE_URL'];
  return {
    engineUrl: url === undefined || url === '' ? undefined : url,
    path: process.env['PATH'] ?? '',
    home: homedir(),
  };
}

/** PATH with the repository's node_modules/.bin first, so that `node` is the pinned Node 24. */
export function pathWithNode(): string {
  return [join(repository, 'node_modules', '.bin'), readHost().path].join(delimiter);
}

/** Registry and proxy settings that an installer needs; handed to uv, pip and npm, never to the engine. */
export function installerEnvironment(): Record<string, string> {
  const wanted =
    /^(PATH|HOME|LANG|LC_.*|TMPDIR|XDG_.*|(PIP|UV|SSL|REQUESTS|NPM_CONFIG|NODE_EXTRA)_.*|(https?|no|all)_proxy)$/i;
  const kept = Object.entries(process.env).filter(([name, value]) => wanted.test(name) && value !== undefined);
  return Object.fromEntries(kept) as Record<string, string>;
}
