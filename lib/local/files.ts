import { join } from 'node:path';

/** The repository, and the one folder in it that local runs write to. */
export const REPOSITORY = join(import.meta.dirname, '../..');
export const LOCAL = join(REPOSITORY, '.local');

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
