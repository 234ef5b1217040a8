import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { JsonObject } from '../../../lambdas/runtime/json.ts';
import type { Envelope } from '../../../lambdas/submit/envelope.ts';
import { BadInput, Misuse } from '../misuse.ts';
import type { Terminal } from '../terminal.ts';
import { seconds } from './cli.ts';

/** The options that make an envelope, for `ask` and `explain` alike. */
export interface EnvelopeOptions {
  readonly input: string;
  readonly reason: string;
  readonly region?: string;
  readonly account?: string;
  readonly session?: string;
  readonly prompt?: string;
  readonly expires?: number;
}

/** Adds the envelope's options to a command. */
export function envelopeOptions(command: Command): Command {
  return command
    .option(
      '--input <json>',
      "the input, by the SDK's member names, blobs as base64; @FILE reads a file, - the standard input",
      '{}',
    )
    .requiredOption('--reason <text>', 'why, for reviewers and auditors')
    .option('--region <region>', "by default the gateway's")
    .option('--account <id>', "by default the gateway's")
    .option('--session <id>', 'groups the operations of one run')
    .option('--prompt <text>', 'what the agent was told, in its own words; needs --session')
    .option('--expires <seconds>', 'ends the request when no reviewer answered by then', seconds);
}

/** What is asked: the command's arguments and options. */
export interface Asked {
  readonly service: string;
  readonly operation: string;
  readonly options: EnvelopeOptions;
}

/** The envelope of a command line. Whether it is a valid one is the gateway's to say. Throws Misuse for input that is no JSON object. */
export async function envelopeFrom({ service, operation, options }: Asked, terminal: Terminal): Promise<Envelope> {
  const { region, account, reason, session, prompt, expires } = options;
  if (prompt !== undefined && session === undefined)
    throw new Misuse('--prompt belongs to a session: add --session ID');
  return {
    service,
    operation,
    input: await readInput(options.input, terminal),
    reason,
    ...(region !== undefined && { region }),
    ...(account !== undefined && { account }),
    ...(session !== undefined && { session: { id: session, ...(prompt !== undefined && { prompt }) } }),
    ...(expires !== undefined && { expiresInSeconds: expires }),
  };
}

async function readInput(given: string, terminal: Terminal): Promise<JsonObject> {
  const text = given === '-' ? await terminal.input() : given.startsWith('@') ? await readNamed(given.slice(1)) : given;
  const value = parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new BadInput('must be a JSON object');
  return value as JsonObject;
}

async function readNamed(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new Misuse(`--input: ${file} cannot be read`, { cause });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new BadInput(`is not JSON: ${cause instanceof Error ? cause.message : ''}`, { cause });
  }
}
