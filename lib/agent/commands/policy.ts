import { globSync } from 'node:fs';
import type { Command } from 'commander';
import { messageOf } from '../../../lambdas/runtime/errors.ts';
import { policyCommand } from '../../policy/commands.ts';
import { EXIT } from '../exit-codes.ts';
import { Misuse } from '../misuse.ts';
import type { Cli } from './cli.ts';

const DIRECTORY = 'policies/directory.example.json';
const CASES = 'policies/cases/**/*.{yaml,yml,json}';

/** `countersign policy`: what those who write policies need. Asks no gateway. */
export function addPolicy(cli: Cli): void {
  const policy = policyCommand(cli.program);
  addCheck(policy, cli);
  addTest(policy, cli);
}

function addCheck(policy: Command, cli: Cli): void {
  policy
    .command('check [folder]')
    .description('check a folder of policies (./policies): schema, annotations, and what can hardly be meant')
    .option('--directory <file>', 'also check that the groups which are asked have people enough')
    .action((folder: string | undefined, options: { readonly directory?: string }) =>
      check(cli, folder ?? 'policies', options.directory),
    );
}

async function check({ terminal, end }: Cli, folder: string, directoryFile: string | undefined): Promise<void> {
  const { checkPolicies, printChecked } = await import('../../policy/check.ts'); // Cedar: no other command needs it
  const directory = directoryFile === undefined ? undefined : (await rulesIn(undefined, directoryFile)).directory;
  const checked = await reading(() => checkPolicies(folder, directory));
  terminal.out(printChecked(checked));
  end(checked.faults.length > 0 ? EXIT.refused : EXIT.ok);
}

interface TestOptions {
  readonly policies: string;
  readonly directory: string;
}

function addTest(policy: Command, cli: Cli): void {
  policy
    .command('test [files...]')
    .description(`run cases, YAML or JSON, by submit's own code: which call, and what the policies say (${CASES})`)
    .option('--policies <folder>', 'the policies to test', 'policies')
    .option('--directory <file>', 'the directory: agents, groups and accounts', DIRECTORY)
    .action((files: readonly string[], options: TestOptions) => test(cli, files, options));
}

async function test({ terminal, end }: Cli, files: readonly string[], options: TestOptions): Promise<void> {
  const { readCases } = await import('../../policy/case-file.ts');
  const { runCases } = await import('../../policy/run-cases.ts');
  const { printCases } = await import('../../policy/print-cases.ts');
  const chosen = files.length > 0 ? files : globSync(CASES).sort();
  if (chosen.length === 0) throw new Misuse(`There are no cases: write ${CASES}, or name files`);
  const cases = await reading(() => chosen.map(readCases));
  const results = await runCases(cases, await rulesIn(options.policies, options.directory));
  terminal.out(printCases(results));
  end(results.some(({ differences }) => differences.length > 0) ? EXIT.refused : EXIT.ok);
}

async function rulesIn(policies: string | undefined, directory: string) {
  const { readRules } = await import('../explain.ts');
  return reading(() => readRules(directory, policies));
}

/** What cannot be read was named wrongly, or is wrong in itself. */
async function reading<T>(read: () => T | Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    if (cause instanceof Misuse) throw cause;
    throw new Misuse(messageOf(cause), { cause });
  }
}
