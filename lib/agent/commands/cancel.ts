import { printOperation } from '../print.ts';
import { clientFor, gatewayCommand, show, type Cli, type GatewayOptions } from './cli.ts';

/** `countersign cancel`: takes an operation back before it runs. */
export function addCancel(cli: Cli): void {
  gatewayCommand(cli, 'cancel <id>')
    .description('take back an operation that has not run yet')
    .action((id: string, options: GatewayOptions) => cancel(id, options, cli));
}

async function cancel(id: string, options: GatewayOptions, cli: Cli): Promise<void> {
  const view = await clientFor(cli, options).cancel(id);
  show(cli, options, { view, text: printOperation });
}
