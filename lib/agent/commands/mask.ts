import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Option } from 'commander';
import type { MaskingReport, Reason } from '../../../lambdas/mask/report.ts';
import { type MaskPlan, SCAN_EVERYTHING } from '../../../lambdas/mask/plan.ts';
import { MaskingPolicyInvalid } from '../../../lambdas/mask/policy/masking-policy.ts';
import { planUnderPolicy } from '../../../lambdas/mask/policy/plan-with-policy.ts';
import { rulesNaming, SessionNames } from '../../../lambdas/mask/pseudonyms/session-names.ts';
import { type MaskingRules, maskingRules } from '../../../lambdas/mask/policy/rules.ts';
import { masking, readMaskingFile } from '../../masking-file.ts';
import { maskInput, FORMATS, type Format } from '../masked-input.ts';
import { Misuse } from '../misuse.ts';
import { type Cli, columns, show } from './cli.ts';

const POLICIES = join(import.meta.dirname, '../../../policies');

interface Options {
  readonly explain?: true;
  readonly json?: true;
  readonly input?: Format;
  readonly answerOf?: string;
  readonly policy?: string;
  readonly session?: string;
}

/** `countersign mask`: masks the standard input as the executor would, or says what it would mask. Asks nobody. */
export function addMask(cli: Cli): void {
  cli.program
    .command('mask')
    .description('mask the standard input as the executor masks an answer, such as: mask --explain < answer.json')
    .option('--explain', 'print what is masked where and why instead; never a value')
    .addOption(
      new Option('--input <format>', 'how to read it; by default JSON or NDJSON if it is that').choices(FORMATS),
    )
    .option('--answer-of <service:Operation>', 'mask it by what is known of this answer, such as lambda:GetFunction')
    .option('--policy <file>', "a masking policy; by default this repository's policies/masking.yaml")
    .option(
      '--session <key>',
      'show the pseudonyms of the policy too, made with this text in the place of a session’s key',
    )
    .option('--json', 'print the explanation as JSON (the default when the output is no terminal)')
    .action((options: Options) => maskStandardInput(options, cli));
}

async function maskStandardInput(options: Options, cli: Cli): Promise<void> {
  const { withPhoneNumbers } = await import('../../../lambdas/mask/phone-numbers.ts'); // brings the world's numbering plans
  const plan = withPhoneNumbers(await planNamed(options));
  const { text, report } = maskInput(await cli.terminal.input(), plan, options.input);
  if (options.explain) show(cli, options, { view: explanationOf(report), text: printExplanation });
  else cli.terminal.out(text);
}

async function planNamed({ answerOf, policy, session }: Options): Promise<MaskPlan> {
  const own = await rulesIn(policy);
  const rules = session === undefined ? own : rulesNaming(own, namesBy(session));
  if (answerOf === undefined) return planUnderPolicy(SCAN_EVERYTHING, rules);
  const { answerPlan } = await import('../answer-plan.ts'); // brings the SDK's clients
  return answerPlan(answerOf, rules);
}

/** For trying out: a session of the gateway has a key that KMS makes. */
function namesBy(key: string): SessionNames {
  return new SessionNames(createHash('sha256').update(key).digest());
}

async function rulesIn(file: string | undefined): Promise<MaskingRules> {
  try {
    return await maskingRules(file === undefined ? masking(POLICIES) : readMaskingFile(file));
  } catch (error) {
    if (error instanceof MaskingPolicyInvalid) throw new Misuse(error.message, { cause: error });
    throw error;
  }
}

/** What the reason of a finding means, for a reader who does not know the masking. */
const BECAUSE: Readonly<Record<Reason, string>> = {
  plan: 'AWS, the reviewed tables or the policy mark this field',
  name: "the field's name says so",
  form: 'the value has this form, or its context in the text says so',
  repeat: 'it was found elsewhere in this document',
  limit: 'it could not be looked into within the limits',
};

interface Explanation extends Omit<MaskingReport, 'paths'> {
  readonly masked: readonly (MaskingReport['paths'][number] & { readonly because: string })[];
}

function explanationOf({ paths, ...report }: MaskingReport): Explanation {
  return { ...report, masked: paths.map((found) => ({ ...found, because: BECAUSE[found.reason] })) };
}

function printExplanation({ masked, findings, bytesScanned, rulePack, truncated }: Explanation): string {
  const rows = masked.map(({ path, type, count, because }) => [path, type, String(count), because]);
  const table = rows.length === 0 ? '' : columns([['path', 'type', 'count', 'because'], ...rows]);
  const limits = truncated ? '; a limit was met, so not all is listed or something was masked whole' : '';
  return `${table}${findings} masked in ${bytesScanned} bytes by rule pack ${rulePack}${limits}\n`;
}
