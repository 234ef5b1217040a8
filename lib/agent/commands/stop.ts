import type { Command } from 'commander';
import { findOperatorConnection } from '../connection.ts';
import { Misuse } from '../misuse.ts';
import { OperatorClient, type Whom } from '../operator.ts';
import { printResumed, printStop, printStops } from '../print-stops.ts';
import { type Cli, show } from './cli.ts';

interface Options {
  readonly agent?: string;
  readonly all?: true;
  readonly reason: string;
  readonly json?: true;
}

/** `countersign stop`, `resume` and `stops`: an operator's orders. They need the rights of the stack's operator policy. */
export function addStop(cli: Cli): void {
  orderCommand(cli, 'stop')
    .description('stop one agent or all: from the next call on nothing of theirs starts, and what waits is closed')
    .action(async (options: Options) => {
      const view = await clientFor(cli).stop(whom(options), options.reason);
      show(cli, options, { view, text: printStop });
    });
  orderCommand(cli, 'resume')
    .description('let one agent, or all, ask again; what was closed stays closed')
    .action(async (options: Options) => {
      const view = await clientFor(cli).resume(whom(options), options.reason);
      show(cli, options, { view, text: printResumed });
    });
  cli.program
    .command('stops')
    .description('list what is stopped, by whom and why')
    .option('--json', 'print JSON (the default when the output is no terminal)')
    .action(async (options: Pick<Options, 'json'>) => {
      const view = await clientFor(cli).stops();
      show(cli, options, { view, text: printStops });
    });
}

function orderCommand({ program }: Cli, name: string): Command {
  return program
    .command(name)
    .option('--agent <arn>', "the agent's ARN, or the end of it where only one ends so")
    .option('--all', 'everybody')
    .requiredOption('--reason <text>', 'why, for agents, reviewers and auditors')
    .option('--json', 'print JSON (the default when the output is no terminal)');
}

function whom({ agent, all }: Options): Whom {
  if (agent !== undefined && !all) return { agent };
  if (agent === undefined && all) return { all };
  throw new Misuse('Say whom: --agent ARN, or --all, and not both');
}

function clientFor({ terminal }: Cli): OperatorClient {
  return new OperatorClient(findOperatorConnection(terminal.env));
}
