import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Socket } from 'node:net';
import { account, region } from './clients.ts';
import { command, type Start } from './command.ts';
import { readHost } from './environment.ts';
import { freePort } from './ports.ts';
import { findRuntime } from './python.ts';

/** A local AWS that answers on `endpoint`. `pid` is absent when the engine was started by somebody else. */
export type Engine = {
  readonly endpoint: string;
  readonly region: string;
  readonly account: string;
  readonly pid?: number;
  /** Ends the engine, its Lambda workers and its temporary folder. An engine that was only joined keeps running. */
  stop(): Promise<void>;
};

/** `directory` keeps the Python environment and the log; `name` (default `engine`) tells logs of several apart. */
export type EngineOptions = {
  readonly directory: string;
  readonly port?: number;
  readonly name?: string;
  readonly log?: (text: string) => void;
  /** Names of shim patches to leave out; tests use it to show that a patch is still needed. */
  readonly without?: readonly string[];
};

const readyWithinMs = 60_000;
const stopWithinMs = 4_000;

/**
 * Starts the local engine in a clean environment and waits until it answers, or joins the one that
 * COUNTERSIGN_ENGINE_URL names. The engine ends with this process even if that is killed. Throws an Error with the
 * end of the engine's log when it does not come up.
 */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const { engineUrl } = readHost();
  if (engineUrl !== undefined) return joinEngine(engineUrl.replace(/\/+$/, ''));
  mkdirSync(options.directory, { recursive: true });
  const runtime = await findRuntime(options.directory, options.log);
  // Outside the repository: its node_modules and its "type": "module" must not reach a Lambda's code.
  const temporary = await mkdtemp(join(await realpath(tmpdir()), 'countersign-engine-'));
  const port = options.port ?? (await freePort());
  const logFile = join(options.directory, `${options.name ?? 'engine'}.log`);
  const child = launch({ runtime, temporary, port, without: options.without ?? [] }, logFile);
  const endpoint = `http://127.0.0.1:${port}`;
  try {
    await ready(endpoint, child, logFile);
  } catch (error) {
    await end(child, temporary);
    throw error;
  }
  const pid = child.pid === undefined ? {} : { pid: child.pid };
  let ending: Promise<void> | undefined; // a second stop must not signal a pid that is somebody else's by now
  return { endpoint, region, account, ...pid, stop: () => (ending ??= end(child, temporary)) };
}

async function joinEngine(endpoint: string): Promise<Engine> {
  if (await isHealthy(endpoint)) return { endpoint, region, account, stop: async () => {} };
  throw new Error(
    `COUNTERSIGN_ENGINE_URL says that an engine runs at ${endpoint}, but ${endpoint}/_ministack/health does not ` +
      'answer. Start it, or unset COUNTERSIGN_ENGINE_URL.',
  );
}

function launch(start: Start, logFile: string): ChildProcess {
  const log = openSync(logFile, 'w');
  const { program, args, env } = command(start);
  // Its own process group, so that the Lambda workers can be ended with it; its stdin closes when we die.
  const child = spawn(program, args, { cwd: start.temporary, env, detached: true, stdio: ['pipe', log, log] });
  closeSync(log);
  child.unref();
  (child.stdin as Socket | null)?.unref();
  return child;
}

async function ready(endpoint: string, child: ChildProcess, logFile: string): Promise<void> {
  let failure: string | undefined;
  child.once('error', (error) => (failure = error.message));
  const deadline = Date.now() + readyWithinMs;
  while (failure === undefined && Date.now() < deadline) {
    if (await isHealthy(endpoint)) return;
    if (child.exitCode !== null) failure = `it ended with code ${child.exitCode}`;
    await sleep(25);
  }
  const log = await readFile(logFile, 'utf8').catch(() => '');
  const reason = failure ?? `no answer from ${endpoint} within ${readyWithinMs / 1000} s`;
  throw new Error(
    `The local engine did not start: ${reason}. The end of ${logFile}:\n${log.split('\n').slice(-15).join('\n')}`,
  );
}

async function isHealthy(endpoint: string): Promise<boolean> {
  try {
    return (await fetch(`${endpoint}/_ministack/health`, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}

async function end(child: ChildProcess, temporary: string): Promise<void> {
  if (isAlive(child)) signal(child.pid, 'SIGTERM');
  const deadline = Date.now() + stopWithinMs;
  while (isAlive(child) && Date.now() < deadline) await sleep(20);
  // The group still holds Lambda workers that outlived the engine, if any.
  if (child.pid !== undefined) signal(-child.pid, 'SIGKILL');
  await rm(temporary, { recursive: true, force: true, maxRetries: 5 });
}

function isAlive(child: ChildProcess): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}

function signal(pid: number | undefined, name: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(pid, name);
  } catch {
    // ESRCH: it is gone already, which is what was wanted.
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
