import type { KnownSecrets } from '../mask/known-secrets.ts';
import { mask, maskText, secretsIn } from '../mask/mask.ts';
import { withPhoneNumbers } from '../mask/phone-numbers.ts';
import { valuesTaken } from '../mask/pseudonyms/in-answer.ts';
import { typeOfToken } from '../mask/pseudonyms/token.ts';
import { type MaskPlan, planFor, planForInput } from '../mask/plan.ts';
import { planWithPolicy } from '../mask/policy/plan-with-policy.ts';
import type { MaskingRules } from '../mask/policy/rules.ts';
import { type MaskingReport, mergedReport } from '../mask/report.ts';
import { type BodyLimits, maskBody } from '../mask/stream/body.ts';
import type { Call } from '../record/call.ts';
import type { Failure, Outcome } from '../record/operation.ts';
import type { Json } from '../runtime/json.ts';
import type { CallOutcome, ReadBody } from './ports.ts';

/** How an executed operation can end. */
export type Finished = Outcome & { readonly status: 'SUCCEEDED' | 'FAILED' | 'OUTCOME_UNKNOWN' };

/** What masks an answer: the plan of its operation, the secrets of the input, which AWS may echo, and reports of streamed bodies. */
export interface Masking {
  readonly plan: MaskPlan;
  readonly echoed: KnownSecrets;
  readonly bodies: MaskingReport[];
  readonly limits: BodyLimits;
  /** Real values that were put into the input, with the pseudonyms that take their place in whatever comes back. */
  readonly values: ReadonlyMap<string, string>;
}

/** A body is shown up to so much, which leaves room for the rest of the answer. */
const SHOWN_BYTES = 224 * 1024;
const MEGABYTE = 1024 * 1024;

/** A call as it is sent, with the real values in it that the agent must not see. */
export interface Sent {
  readonly call: Call;
  readonly rules: MaskingRules;
  readonly values: ReadonlyMap<string, string>;
}

/** How the answer to a call is masked. `schema` is the SDK's description of the operation. May throw; the call is not made then. */
export function maskingOf({ call, rules, values }: Sent, schema: unknown): Masking {
  const planned = { ...call, schema };
  const limits = { shown: SHOWN_BYTES, read: rules.policy.readMegabytes * MEGABYTE };
  const echoed = secretsIn(call.input, planForInput(planned));
  for (const [value, token] of values) echoed.set(value, typeOfToken(token));
  const plan = withPhoneNumbers(planWithPolicy(planFor(planned), rules, call));
  return { plan, echoed, bodies: [], limits, values };
}

/** Masks a streamed body while it is read. Its secrets are looked for in the rest of the answer too. */
export function bodyReader({ plan, echoed, bodies, limits }: Masking): ReadBody {
  return async (body) => {
    const start = performance.now();
    const { text, report, known } = await maskBody(body, { plan, known: echoed, limits });
    bodies.push(timed(report, start));
    for (const [secret, type] of known) echoed.set(secret, type);
    return text;
  };
}

/** The outcome as it may leave the executor's memory once `guardResult` has looked at its size: masking happens here. */
export function maskedOutcome(outcome: CallOutcome, masking: Masking): Finished {
  if (outcome.kind === 'lost') return { status: 'OUTCOME_UNKNOWN', because: maskedText(outcome.because, masking) };
  if (outcome.kind === 'refused') return failure(outcome, masking);
  const start = performance.now();
  const { value, report } = mask(outcome.output, masking.plan, masking.echoed);
  const ids = outcome.requestId === undefined ? {} : { requestId: outcome.requestId };
  const result = valuesTaken(value, masking.values);
  return { status: 'SUCCEEDED', result, masking: reported([...masking.bodies, timed(report, start)], masking), ...ids };
}

function timed(report: MaskingReport, start: number): MaskingReport {
  return { ...report, milliseconds: Math.round(performance.now() - start) };
}

/** A path in a report may lead over a member's name that holds a value. */
function reported(reports: readonly MaskingReport[], masking: Masking): MaskingReport {
  const report = mergedReport(reports);
  return { ...report, paths: report.paths.map((found) => ({ ...found, path: withoutValues(found.path, masking) })) };
}

/** A failure of which nothing is unknown. */
export function failure({ code, message }: { code: string; message: string }, masking: Masking): Finished {
  const { text, report } = maskText(message, masking.plan, masking.echoed);
  const said = withoutValues(text, masking);
  return { status: 'FAILED', failure: { code: maskedText(code, masking), message: said }, masking: report };
}

function maskedText(text: string, masking: Masking): string {
  return withoutValues(maskText(text, masking.plan, masking.echoed).text, masking);
}

function withoutValues(text: string, { values }: Masking): string {
  return String(valuesTaken(text, values));
}

/** An outcome in which each pseudonym was kept, by `keep`, or has become a stand-in. */
export async function namesKept(outcome: Finished, keep: (answer: Json) => Promise<Json>): Promise<Finished> {
  switch (outcome.status) {
    case 'SUCCEEDED':
      return { ...outcome, result: await keep(outcome.result) };
    case 'FAILED':
      return { ...outcome, failure: (await keep({ ...outcome.failure })) as unknown as Failure };
    case 'OUTCOME_UNKNOWN':
      return { ...outcome, because: String(await keep(outcome.because)) };
  }
}
