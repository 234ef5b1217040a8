import { printSession } from '../print.ts';
import { clientFor, gatewayCommand, show, type Cli, type GatewayOptions } from './cli.ts';

/** `countersign session`: what was asked under one session id. */
export function addSession(cli: Cli): void {
  gatewayCommand(cli, 'session <id>')
    .description('list the operations of a session')
    .action((id: string, options: GatewayOptions) => session(id, options, cli));
}

async function session(id: string, options: GatewayOptions, cli: Cli): Promise<void> {
  const view = await clientFor(cli, options).session(id);
  show(cli, options, { view, text: printSession });
}
