import { exitCodeOf } from '../exit-codes.ts';
import type { OperationView } from '../operation-view.ts';
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
import { type Asked, envelopeFrom, type EnvelopeOptions, envelopeOptions } from './envelope-options.ts';

type Options = GatewayOptions & EnvelopeOptions & { readonly wait?: Wait; readonly key?: string };

/** `countersign ask`: posts one envelope. */
export function addAsk(cli: Cli): void {
  envelopeOptions(gatewayCommand(cli, 'ask <service> <Operation>'))
    .description(
      'ask for one AWS API call, such as: ask s3 GetObject --input \'{"Bucket":"b","Key":"k"}\' --reason TEXT',
    )
    .option('--wait [seconds]', 'wait for the end, or for so long', seconds)
    .option('--key <key>', 'Idempotency-Key: the same key and envelope are one operation; by default a new one')
    .action((service: string, operation: string, options: Options) => ask({ service, operation, options }, cli));
}

async function ask(asked: Asked & { readonly options: Options }, cli: Cli): Promise<void> {
  const { options } = asked;
  const envelope = await envelopeFrom(asked, cli.terminal);
  const key = options.key === undefined ? {} : { idempotencyKey: options.key };
  const client = clientFor(cli, options);
  const view: OperationView =
    options.wait === undefined
      ? await client.submit(envelope, key)
      : await client.call(envelope, {
          ...key,
          ...timeoutOf(options.wait),
          onStatus: follow(cli.terminal, printStatus),
        });
  show(cli, options, { view, text: printOperation });
  cli.end(exitCodeOf(view, options.wait !== undefined));
}
