import { join } from 'node:path';
import { rootCredentials } from '../../local/engine/clients.ts';
import type { GatewayFile } from '../../local/gateway.ts';
import { type Deployed, inEnvironment } from './deployed.ts';
import { FunctionProcess, type FunctionStart } from './function-process.ts';
import { withIdleWorkflow } from './idle-workflow.ts';
import type { Crew } from './walk.ts';

/** What a crew is made from: the functions as they are deployed, and the folder with their bundles. */
export interface Quarters {
  readonly gateway: GatewayFile;
  readonly functions: readonly Deployed[];
  readonly bundles: string;
}

/** Runs `work` with what starts each member of a crew. */
export async function withStarts<T>(
  { gateway, functions, bundles }: Quarters,
  work: (starts: Readonly<Record<string, FunctionStart>>) => Promise<T>,
): Promise<T> {
  return withIdleWorkflow(gateway, (idle) => {
    const index = (name: string) => join(bundles, name, 'index.mjs');
    const starts = Object.fromEntries(functions.map(({ name, env }) => [name, { index: index(name), env }]));
    const answer = { index: index('answer'), env: asRoot(starts['answer']?.env) };
    const env = { ...asRoot(starts['submit']?.env), EXECUTE_FUNCTION: 'bench-nobody', STATE_MACHINE_ARN: idle };
    return work({ ...starts, answer, parking: { index: index('submit'), env } });
  });
}

/** The functions' own roles may start, invoke and answer the gateway's workflow and executor only, not the bench's idle ones. */
function asRoot(env: FunctionStart['env'] = {}): FunctionStart['env'] {
  const { AWS_SESSION_TOKEN: _, ...others } = env;
  return { ...others, ...inEnvironment(rootCredentials.accessKeyId, rootCredentials.secretAccessKey) };
}

/** Starts the processes one after the other, so that none slows another's start, and ends them after `work`. */
export async function withCrew<T>(
  starts: Readonly<Record<string, FunctionStart>>,
  work: (crew: Crew) => Promise<T>,
): Promise<T> {
  const crew: Record<string, FunctionProcess> = {};
  try {
    for (const [name, start] of Object.entries(starts)) crew[name] = await FunctionProcess.launch(start);
    return await work(crew as Crew);
  } finally {
    await Promise.all(Object.values(crew).map((member) => member.stop()));
  }
}
