import type { Command } from 'commander';
import { EXIT } from '../exit-codes.ts';
import type { Cli } from './cli.ts';
import { type Asked, envelopeFrom, type EnvelopeOptions, envelopeOptions } from './envelope-options.ts';

type Options = EnvelopeOptions & { readonly agent?: string; readonly directory?: string };

/** `countersign explain`: what the gateway would make of a call, with this repository's policies. Asks nobody. */
export function addExplain(cli: Cli): void {
  explainCommand(cli.program)
    .option('--agent <arn>', 'who asks; by default the first agent of the directory')
    .option(
      '--directory <file>',
      'the directory; by default COUNTERSIGN_DIRECTORY, else policies/directory.example.json',
    )
    .action((service: string, operation: string, options: Options) => explain({ service, operation, options }, cli));
}

function explainCommand(program: Command): Command {
  return envelopeOptions(program.command('explain <service> <Operation>')).description(
    'say what the gateway would do with a call, by the policies in this repository; nothing is sent or changed',
  );
}

async function explain(asked: Asked & { readonly options: Options }, { terminal, end }: Cli): Promise<void> {
  const { agent, directory = terminal.env['COUNTERSIGN_DIRECTORY'] } = asked.options;
  const envelope = await envelopeFrom(asked, terminal);
  const { explainEnvelope, readRules } = await import('../explain.ts'); // the policies and the catalogue: ask needs neither
  const explained = await explainEnvelope({ envelope, agent, now: new Date() }, readRules(directory));
  if ('explanation' in explained) terminal.out(`${JSON.stringify(explained.explanation, null, 2)}\n`);
  if ('problem' in explained) terminal.err(`${JSON.stringify(explained.problem, null, 2)}\n`);
  end(explained.kind === 'permitted' ? EXIT.ok : explained.kind === 'denied' ? EXIT.refused : EXIT.misuse);
}
