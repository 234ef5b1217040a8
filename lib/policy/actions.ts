import { readFileSync } from 'node:fs';
import { loadPolicySet } from '../../lambdas/decide/policy-set.ts';
import { messageOf } from '../../lambdas/runtime/errors.ts';
import { type Cli, show } from '../agent/commands/cli.ts';
import { EXIT } from '../agent/exit-codes.ts';
import { Misuse, NoGateway } from '../agent/misuse.ts';
import type { Terminal } from '../agent/terminal.ts';
import type { PolicyOptions, PublishOptions, ReplayOptions, RollbackOptions, WhyOptions } from './commands.ts';
import { type DeployedGateway, findDeployedGateway } from './deployed-gateway.ts';
import { POLICIES, readFolder } from './find-set.ts';
import { printObserved, printReplay, printWhy } from './print.ts';
import { publish, type Published } from './publish.ts';
import { type Recorded, recordedIn, recordedLines, sinceOf } from './recorded.ts';
import { short } from './registry.ts';
import { observedIn, replay } from './replay.ts';
import { rollback } from './rollback.ts';
import { printVersions, versionsOf } from './versions.ts';
import { whyOf } from './why.ts';

/** `countersign policy publish` */
export async function publishFolder(dir = POLICIES, options: PublishOptions, cli: Cli): Promise<void> {
  const prepared = readFolder(dir);
  const gateway = await gatewayOf(options, cli);
  const view = await publish(prepared, await moverOf(gateway, options.why), gateway);
  show(cli, options, { view, text: printPublished });
}

function printPublished({ kind, policySet, before }: Published): string {
  if (kind === 'already-in-force') return `${policySet} decides already\n`;
  return `${policySet} decides now; before, ${short(before)} did (countersign policy rollback)\n`;
}

/** `countersign policy rollback` */
export async function goBack(options: RollbackOptions, cli: Cli): Promise<void> {
  const gateway = await gatewayOf(options, cli);
  const view = await rollback(options.to, await moverOf(gateway, options.why), gateway);
  show(cli, options, {
    view,
    text: ({ policySet, before }) => `${policySet} decides again, in place of ${short(before)}\n`,
  });
}

/** `countersign policy versions` */
export async function listVersions(options: PolicyOptions, cli: Cli): Promise<void> {
  const view = await versionsOf(await gatewayOf(options, cli));
  show(cli, options, { view, text: printVersions });
}

/** `countersign policy replay` */
export async function replayRecord(options: ReplayOptions, cli: Cli): Promise<void> {
  const recorded = await recordOf({ ...options, since: sinceOf(options.since, new Date()) }, cli);
  const count = options.observed
    ? await printObservedOf(recorded, options, cli)
    : await printFlips(recorded, options, cli);
  cli.end(count > 0 ? EXIT.refused : EXIT.ok);
}

type Records = Iterable<Recorded> | AsyncIterable<Recorded>;

async function printObservedOf(recorded: Records, options: ReplayOptions, cli: Cli): Promise<number> {
  const flips = await observedIn(recorded);
  show(cli, options, { view: { observed: flips }, text: ({ observed }) => printObserved(observed) });
  return flips.length;
}

async function printFlips(recorded: Records, options: ReplayOptions, cli: Cli): Promise<number> {
  const policies = loadPolicySet(readFolder(options.policies ?? POLICIES));
  const view = await replay(recorded, policies);
  show(cli, options, { view, text: (found) => printReplay(found, options.terms === true) });
  return view.flips.length;
}

/** `countersign policy why` */
export async function explainDecision(id: string, options: WhyOptions, cli: Cli): Promise<void> {
  const registry = await gatewayOf(options, cli).catch(noneIfFromFile(options));
  const recorded = await oneOf(id, options, { registry, terminal: cli.terminal });
  const view = await whyOf(recorded, { folder: options.policies ?? POLICIES, ...(registry && { registry }) });
  show(cli, options, { view, text: printWhy });
}

/** A file of records can be explained without a gateway. */
function noneIfFromFile({ from }: WhyOptions) {
  return (error: unknown): undefined => {
    if (from === undefined || !(error instanceof NoGateway)) throw error;
  };
}

interface Sources {
  readonly registry: DeployedGateway | undefined;
  readonly terminal: Terminal;
}

async function oneOf(id: string, { from }: WhyOptions, { registry, terminal }: Sources): Promise<Recorded> {
  const found = from === undefined ? await registry?.operations.read(id) : onLines(id, await textOf(from, terminal));
  if (found) return found;
  throw new Misuse(`There is no operation ${id} ${from === undefined ? 'in the table' : `in ${from}`}`);
}

function onLines(id: string, text: string): Recorded | undefined {
  return [...recordedLines(text, new Date(0))].find((one) => one.id === id);
}

async function recordOf(asked: { from?: string; stack?: string; since: Date }, { terminal }: Cli): Promise<Records> {
  if (asked.from !== undefined) return recordedLines(await textOf(asked.from, terminal), asked.since);
  return recordedIn(await findDeployedGateway(terminal.env, asked.stack), asked.since);
}

async function textOf(file: string, terminal: Terminal): Promise<string> {
  if (file === '-') return terminal.input();
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new Misuse(`${file} cannot be read: ${messageOf(cause)}`, { cause });
  }
}

function gatewayOf({ stack }: PolicyOptions, { terminal }: Cli): Promise<DeployedGateway> {
  return findDeployedGateway(terminal.env, stack);
}

async function moverOf(gateway: DeployedGateway, why: string) {
  if (why.trim() === '') throw new Misuse('--why needs a reason: it is kept in the history');
  return { at: new Date().toISOString(), by: await gateway.caller(), why };
}
