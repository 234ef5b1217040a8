import { exitCodeOf } from '../exit-codes.ts';
import { printOperation, printStatus } from '../print.ts';
import {
  clientFor,
  follow,
  gatewayCommand,
  seconds,
  show,
  timeoutOf,
  type Cli,
  type GatewayOptions,
  type Wait,
} from './cli.ts';

type Options = GatewayOptions & { readonly wait?: Wait };

/** `countersign get`: one operation as it is, or as it ends. */
export function addGet(cli: Cli): void {
  gatewayCommand(cli, 'get <id>')
    .description('show an operation')
    .option('--wait [seconds]', 'wait for the end, or for so long', seconds)
    .action((id: string, options: Options) => get(id, options, cli));
}

async function get(id: string, options: Options, cli: Cli): Promise<void> {
  const { wait } = options;
  const client = clientFor(cli, options);
  const waiting = wait !== undefined && { ...timeoutOf(wait), onStatus: follow(cli.terminal, printStatus) };
  const view = waiting ? await client.wait(id, waiting) : await client.get(id);
  show(cli, options, { view, text: printOperation });
  cli.end(exitCodeOf(view, wait !== undefined));
}
