import { join } from 'node:path';
import { repository } from './engine/environment.ts';

/** The one folder of the repository that local runs write to. */
export const LOCAL = join(repository, '.local');

/** What one local gateway keeps where, below its own folder. */
export function filesIn(directory: string) {
  return {
    assembly: join(directory, 'cdk.out'),
    outputs: join(directory, 'outputs.json'),
    /** For the agents' command line. */
    connection: join(directory, 'connection.json'),
    /** For tools on this machine: the demo, the benchmarks and the tests. */
    gateway: join(directory, 'gateway.json'),
  };
}
