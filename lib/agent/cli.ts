import { Command, CommanderError } from 'commander';
import { messageOf } from '../../lambdas/runtime/errors.ts';
import { addAsk } from './commands/ask.ts';
import { addCancel } from './commands/cancel.ts';
import { addCatalogue } from './commands/catalogue.ts';
import { addExplain } from './commands/explain.ts';
import { addGet } from './commands/get.ts';
import { addMask } from './commands/mask.ts';
import { addPolicy } from './commands/policy.ts';
import { addSession } from './commands/session.ts';
import { addPolicyChanges } from '../policy/commands.ts';
import { addStop } from './commands/stop.ts';
import { EXIT, exitCodeFor, type ExitCode } from './exit-codes.ts';
import { printProblem } from './print.ts';
import { GatewayProblem } from './problems.ts';
import type { Terminal } from './terminal.ts';

const EXITS = `
Exit codes: 0 succeeded (or open, without --wait); 1 denied, rejected, failed or otherwise ended without success;
2 wrong command line or envelope; 3 gateway not reachable, still open after --wait SECONDS, or anything else.`;

/** Runs the command line and returns its exit code. Never throws: what breaks is said on the standard error. */
export async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const program = new Command('countersign')
    .description('Ask for one AWS API call through the Countersign gateway.')
    .configureOutput({ writeOut: (text) => terminal.out(text), writeErr: (text) => terminal.err(text) })
    .exitOverride()
    .addHelpText('after', EXITS);
  let code: ExitCode = EXIT.ok;
  const cli = { program, terminal, end: (reached: ExitCode) => void (code = reached) };
  const agents = [addAsk, addGet, addCancel, addSession, addExplain, addCatalogue, addMask];
  for (const add of [...agents, addStop, addPolicy, addPolicyChanges]) add(cli);
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    return report(error, terminal);
  }
}

function report(error: unknown, terminal: Terminal): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.misuse; // it has said why itself
  if (error instanceof GatewayProblem) terminal.err(printProblem(error));
  else terminal.err(`error: ${messageOf(error)}\n`);
  return exitCodeFor(error);
}
