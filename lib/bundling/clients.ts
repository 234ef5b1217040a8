import { readFileSync } from 'node:fs';
import type { OnLoadResult, Plugin } from 'esbuild';
import type { SdkService } from '../../lambdas/adapters/sdk-clients.ts';

const CLIENT = /^@aws-sdk\/client-/;

/**
 * Cuts the SDK's clients to what a function can use. A client loaded on demand, as the executor does for the services that
 * agents may call, comes with its class and the commands of the operations that a policy can permit. Its other
 * operations, waiters, paginators, the all-in-one class and the lists of values stay out.
 */
export const permittedOperations: Plugin = {
  name: 'permitted-operations',
  setup: ({ onResolve, onLoad, initialOptions: { absWorkingDir = '' } }) => {
    onResolve({ filter: CLIENT }, ({ path, kind }) =>
      kind === 'dynamic-import' ? { path, namespace: 'permitted', sideEffects: false } : undefined,
    );
    onLoad({ filter: CLIENT, namespace: 'permitted' }, async ({ path }): Promise<OnLoadResult> => {
      const names = await namesOf(path);
      return { contents: `export { ${names.join(', ')} } from '${path}';`, resolveDir: absWorkingDir };
    });
  },
};

/** Each client brings its whole `package.json` for its version, which it tells AWS in the user agent. */
export const versionsOnly: Plugin = {
  name: 'versions-only',
  setup: ({ onLoad }) => {
    onLoad({ filter: /[/\\]@aws-sdk[/\\]client-[^/\\]+[/\\]package\.json$/ }, ({ path }) => {
      const { version } = JSON.parse(readFileSync(path, 'utf8')) as { version: string };
      return { contents: JSON.stringify({ version }), loader: 'json' };
    });
  },
};

/** The catalogue is read when a bundle needs it: most have no client that is loaded on demand. */
async function namesOf(client: string): Promise<readonly string[]> {
  const { CLIENT_CLASS } = await import('../../lambdas/adapters/sdk-clients.ts');
  const { catalogueOf } = await import('../../lambdas/catalogue/entries.ts');
  const { SERVICES } = await import('../catalogue/services.ts');
  const service = SERVICES.find((one) => one.client === client);
  const entries = service && (await catalogueOf(service.name));
  if (!entries) throw new Error(`${client} is loaded on demand, but is in no line of lib/catalogue/services.ts`);
  const permitted = entries.filter(({ tier }) => tier === 'curated' || tier === 'derived');
  return [CLIENT_CLASS[service.name as SdkService], ...permitted.map(({ operation }) => `${operation}Command`)];
}
