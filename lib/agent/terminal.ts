import type { Environment } from './connection.ts';

/** What a command talks to: the process, or a test in its place. */
export interface Terminal {
  readonly env: Environment;
  /** True when a person reads the standard output, so that it is written for reading. */
  readonly isTty: boolean;
  out(text: string): void;
  err(text: string): void;
  /** The whole standard input as text. */
  input(): Promise<string>;
}

/** The terminal of a process. A reader that goes away early (`| head`) is no error. */
export function processTerminal({ env, stdin, stdout, stderr }: NodeJS.Process): Terminal {
  stdout.on('error', ignoreClosedPipe);
  return {
    env,
    isTty: stdout.isTTY === true,
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    input: async () => (await stdin.setEncoding('utf8').toArray()).join(''),
  };
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
