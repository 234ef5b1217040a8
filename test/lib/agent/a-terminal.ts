import { run } from '../../../lib/agent/cli.ts';
import type { Environment } from '../../../lib/agent/connection.ts';
import type { Terminal } from '../../../lib/agent/terminal.ts';

/** What a command said and how it ended. */
export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command line in a terminal that keeps what it is told; a pipe unless `isTty`. */
export async function runIn(
  { env = {}, isTty = false, input = '' }: { env?: Environment; isTty?: boolean; input?: string },
  ...args: readonly string[]
): Promise<Said> {
  let out = '';
  let err = '';
  const terminal: Terminal = {
    env,
    isTty,
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    input: async () => input,
  };
  return { code: await run(args, terminal), out, err };
}
