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
  return withIdleWorkflow(gateway, (stateMachineArn) => {
    const index = (name: string) => join(bundles, name, 'index.mjs');
    const starts = Object.fromEntries(functions.map(({ name, env }) => [name, { index: index(name), env }]));
    const { AWS_SESSION_TOKEN: _, ...settings } = starts['submit']?.env ?? {};
    const env = { ...settings, ...NOBODY_BEHIND, STATE_MACHINE_ARN: stateMachineArn };
    return work({ ...starts, parking: { index: index('submit'), env } });
  });
}

/** An executor that does not exist leaves an allowed operation as it is; as root, since submit's own role may not call these. */
const NOBODY_BEHIND = {
  EXECUTE_FUNCTION: 'bench-nobody',
  ...inEnvironment(rootCredentials.accessKeyId, rootCredentials.secretAccessKey),
};

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
