import type { Command } from 'commander';
import { faultsProblem } from '../../../lambdas/runtime/problem.ts';
import { EXIT } from '../exit-codes.ts';
import type { Explained } from '../explain.ts';
import { BadInput } from '../misuse.ts';
import type { Cli } from './cli.ts';
import { type Asked, envelopeFrom, type EnvelopeOptions, envelopeOptions } from './envelope-options.ts';

type Options = EnvelopeOptions & { readonly agent?: string; readonly directory?: string };
type AskedToExplain = Asked & { readonly options: Options };

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

async function explain(asked: AskedToExplain, cli: Cli): Promise<void> {
  const explained = await explainOrRefuse(asked, cli);
  if ('explanation' in explained) cli.terminal.out(pretty(explained.explanation));
  if ('problem' in explained) cli.terminal.err(pretty(explained.problem));
  cli.end(EXITS[explained.kind]);
}

const EXITS = { permitted: EXIT.ok, denied: EXIT.refused, refused: EXIT.misuse } as const;

async function explainOrRefuse(asked: AskedToExplain, { terminal }: Cli): Promise<Explained> {
  const { agent, directory = terminal.env['COUNTERSIGN_DIRECTORY'] } = asked.options;
  try {
    const envelope = await envelopeFrom(asked, terminal);
    const { explainEnvelope, readRules } = await import('../explain.ts'); // policies and catalogue: ask needs neither
    return await explainEnvelope({ envelope, agent, now: new Date() }, readRules(directory));
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    return { kind: 'refused', problem: faultsProblem([{ pointer: '/input', detail: error.detail }]) };
  }
}

function pretty(document: object): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
