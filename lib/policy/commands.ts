import type { Command } from 'commander';
import type { Cli } from '../agent/commands/cli.ts';

/** The options of every command about a deployed gateway's policies. */
export interface PolicyOptions {
  readonly stack?: string;
  readonly json?: true;
}

export type PublishOptions = PolicyOptions & { readonly why: string };
export type RollbackOptions = PolicyOptions & { readonly to?: string; readonly why: string };
export type ReplayOptions = PolicyOptions & {
  readonly since: string;
  readonly policies?: string;
  readonly from?: string;
  readonly observed?: true;
  readonly terms?: true;
};
export type WhyOptions = PolicyOptions & { readonly policies?: string; readonly from?: string };

/** `countersign policy publish|rollback|versions|replay|why`: change the policies of a running gateway, knowingly. */
export function addPolicyChanges(cli: Cli): void {
  const policy = policyCommand(cli.program);
  addPublish(policy, cli);
  addRollback(policy, cli);
  addReplay(policy, cli);
  addWhy(policy, cli);
  about(policy, 'versions')
    .description('list which policy set decides, and every change of it: when, who, why')
    .action(async (options: PolicyOptions) => (await actions()).listVersions(options, cli));
}

/** The parent of all commands about policies; made once. */
export function policyCommand(program: Command): Command {
  const made = program.commands.find((command) => command.name() === 'policy');
  return made ?? program.command('policy').description('check, test, change and explain policies');
}

function addPublish(policy: Command, cli: Cli): void {
  about(policy, 'publish [dir]')
    .description('make the policies of a folder (default: policies) decide from the next call on, without a deployment')
    .requiredOption('--why <text>', 'the reason, kept in the history')
    .action(async (dir: string | undefined, options: PublishOptions) =>
      (await actions()).publishFolder(dir, options, cli),
    );
}

function addRollback(policy: Command, cli: Cli): void {
  about(policy, 'rollback')
    .description('go back to the policy set that decided before')
    .option('--to <hash>', 'to this set instead: the beginning of its hash, or "bundled"')
    .option('--why <text>', 'the reason, kept in the history', 'rolled back')
    .action(async (options: RollbackOptions) => (await actions()).goBack(options, cli));
}

function addReplay(policy: Command, cli: Cli): void {
  about(policy, 'replay')
    .description('answer recorded operations by other policies and print those that flip; exits with 1 when any does')
    .option('--since <time>', 'how far back: 7d, 12h, 30m or a date', '7d')
    .option('--policies <dir>', 'the changed policies; by default the folder policies')
    .option(
      '--from <file>',
      'read operations or receipts from this NDJSON file instead of the table; - is the standard input',
    )
    .option('--observed', 'print instead what policies in observe mode would have changed, as it was recorded')
    .option(
      '--terms',
      'print also what keeps its verdict but changes approvers, quorum, time, escalation, role or limits',
    )
    .action(async (options: ReplayOptions) => (await actions()).replayRecord(options, cli));
}

function addWhy(policy: Command, cli: Cli): void {
  about(policy, 'why <id>')
    .description('explain a recorded decision: its policies, their text, what they looked at, and what they say today')
    .option('--policies <dir>', 'where to look for policies; by default the folder policies')
    .option('--from <file>', 'look for the operation in this NDJSON file instead of the table; - is the standard input')
    .action(async (id: string, options: WhyOptions) => (await actions()).explainDecision(id, options, cli));
}

function about(policy: Command, usage: string): Command {
  return policy
    .command(usage)
    .option('--stack <name>', "the gateway's stack; by default COUNTERSIGN_STACK, else the local gateway")
    .option('--json', 'print JSON (the default when the output is no terminal)');
}

/** Loaded when one of these commands runs: the others need neither Cedar nor the AWS clients. */
function actions() {
  return import('./actions.ts');
}
