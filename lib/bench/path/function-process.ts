import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { repository } from '../../local/engine/environment.ts';

/** The time on the clock and the CPU time of the process, all its threads, in milliseconds. */
export interface Spent {
  readonly wallMs: number;
  readonly cpuMs: number;
}

/** One event that a handler took, and what it answered. */
export interface Handled extends Spent {
  readonly result: unknown;
}

/** Which bundle to load, and its whole environment. `census` counts the JavaScript that is loaded, which costs time. */
export interface FunctionStart {
  readonly index: string;
  readonly env: Readonly<Record<string, string>>;
  readonly census?: boolean;
}

type Said =
  | ({ readonly kind: 'started'; readonly loadedBytes: number } & Spent)
  | ({ readonly kind: 'answered' } & Handled)
  | { readonly kind: 'failed'; readonly because: string };

const child = join(import.meta.dirname, 'function-process-child.mjs');
const node = join(repository, 'node_modules', '.bin', 'node');

/** A Lambda's bundle in a fresh process of the Node that Lambdas run on, with nothing else in it. */
export class FunctionProcess {
  readonly #process: ChildProcess;
  /** What the import of the bundle took; `loadedBytes` is 0 without a census. */
  readonly start: Spent & { readonly loadedBytes: number };

  private constructor(forked: ChildProcess, start: FunctionProcess['start']) {
    this.#process = forked;
    this.start = start;
  }

  /** Starts the process and waits until its handler is ready. Throws when the bundle cannot be loaded. */
  static async launch({ index, env, census = false }: FunctionStart): Promise<FunctionProcess> {
    const forked = fork(child, [index, ...(census ? ['census'] : [])], {
      execPath: node,
      execArgv: [],
      env: { ...env },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    const said = await heard(forked);
    if (said.kind !== 'started') throw new Error(`${index} spoke before it had started`);
    return new FunctionProcess(forked, said);
  }

  /** Hands the handler one event. Throws when it throws. */
  async handle(event: object): Promise<Handled> {
    const answer = heard(this.#process);
    this.#process.send(event);
    const said = await answer;
    if (said.kind === 'answered') return said;
    throw new Error(said.kind === 'failed' ? `The handler threw ${said.because}` : 'The function started twice');
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await ended;
  }
}

/** The next message of the process. Throws, with the end of what it logged, when it ends instead. */
async function heard(forked: ChildProcess): Promise<Said> {
  const waiting = new AbortController();
  const { signal } = waiting;
  let logged = '';
  const keep = (chunk: Buffer) => void (logged = `${logged}${chunk.toString()}`.slice(-2_000));
  forked.stderr?.on('data', keep);
  try {
    return await Promise.race([
      once(forked, 'message', { signal }).then(([said]) => said as Said),
      once(forked, 'close', { signal }).then(([code]) => {
        throw new Error(`The function's process ended with ${String(code)}:\n${logged}`);
      }),
    ]);
  } finally {
    waiting.abort();
    forked.stderr?.off('data', keep).resume(); // a pipe that nobody reads would block the function
  }
}
