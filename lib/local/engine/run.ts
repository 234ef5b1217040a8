import { spawn } from 'node:child_process';

/** A finished child process: its exit code (`null` when a signal ended it) and what it printed. */
export type Finished = { readonly code: number | null; readonly output: string };

/** What to run: a program, its arguments, its whole environment, its folder and where its output goes meanwhile. */
export type Program = {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Record<string, string>;
  readonly cwd?: string;
  readonly log?: (text: string) => void;
};

/** Runs a program to its end without a shell; a program that cannot be started finishes with code 127. */
export async function run(program: Program): Promise<Finished> {
  return new Promise((resolve) => {
    const { command, args, env, cwd } = program;
    const child = spawn(command, [...args], {
      env,
      ...(cwd === undefined ? {} : { cwd }),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const take = (chunk: Buffer): void => {
      output += chunk.toString();
      program.log?.(chunk.toString());
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('error', (error) => resolve({ code: 127, output: error.message }));
    child.once('close', (code) => resolve({ code, output }));
  });
}
