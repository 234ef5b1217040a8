import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { PreparedPolicies } from '../../lambdas/decide/prepared-policies.ts';
import { PolicySetInvalid } from '../../lambdas/decide/policy-set-invalid.ts';
import { parsePrepared, readPolicies } from '../../lambdas/decide/read-policies.ts';
import { repository } from '../local/engine/environment.ts';
import { Misuse } from '../agent/misuse.ts';
import type { PolicyRegistry } from './registry.ts';

/** The repository's own policies. */
export const POLICIES = join(repository, 'policies');

/** Reads a folder of policies for a command. Throws Misuse that lists every fault, or says that there is no such folder. */
export function readFolder(directory: string): PreparedPolicies {
  if (!existsSync(directory)) throw new Misuse(`${directory}: there is no such folder`);
  try {
    return readPolicies(directory);
  } catch (cause) {
    throw cause instanceof PolicySetInvalid ? new Misuse(`${directory}: ${cause.message}`, { cause }) : cause;
  }
}

/** A policy set with the folder that it was read from, where that is known. */
export interface FoundSet {
  readonly prepared: PreparedPolicies;
  readonly folder?: string;
}

/** Where to look for a set by its hash. */
export interface Places {
  readonly folder: string;
  readonly registry?: PolicyRegistry;
}

/** The set of this hash: from the folder when it holds just that one, else from the gateway's bucket; undefined when in neither. */
export async function findSet(policySet: string, { folder, registry }: Places): Promise<FoundSet | undefined> {
  const local = readFolder(folder);
  if (local.policySet === policySet) return { prepared: local, folder };
  const text = await registry?.sets.read(policySet).catch(() => undefined);
  if (text === undefined) return undefined;
  const prepared = parsePrepared(`the published policy set ${policySet}`, text);
  return prepared.policySet === policySet ? { prepared } : undefined;
}

/** Where a policy stands in a folder, as `policies/never.cedar:12`: the line of its `@id`. */
export function placeOf(id: string, folder: string): string | undefined {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.cedar'));
  for (const name of files.sort()) {
    const lines = readFileSync(join(folder, name), 'utf8').split('\n');
    const at = lines.findIndex((line) => line.includes(`@id("${id}")`));
    if (at >= 0) return `${relative(process.cwd(), join(folder, name))}:${at + 1}`;
  }
  return undefined;
}
