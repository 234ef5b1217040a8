import type { KnownSecrets } from '../mask/known-secrets.ts';
import { mask, maskText, secretsIn } from '../mask/mask.ts';
import { withPhoneNumbers } from '../mask/phone-numbers.ts';
import { type MaskPlan, planFor, planForInput } from '../mask/plan.ts';
import { planWithPolicy } from '../mask/policy/plan-with-policy.ts';
import type { MaskingRules } from '../mask/policy/rules.ts';
import { type MaskingReport, mergedReport } from '../mask/report.ts';
import { type BodyLimits, maskBody } from '../mask/stream/body.ts';
import type { Call } from '../record/call.ts';
import type { Outcome } from '../record/operation.ts';
import type { CallOutcome, ReadBody } from './ports.ts';

/** How an executed operation can end. */
export type Finished = Outcome & { readonly status: 'SUCCEEDED' | 'FAILED' | 'OUTCOME_UNKNOWN' };

/** What masks an answer: the plan of its operation, the secrets of the input, which AWS may echo, and reports of streamed bodies. */
export interface Masking {
  readonly plan: MaskPlan;
  readonly echoed: KnownSecrets;
  readonly bodies: MaskingReport[];
  readonly limits: BodyLimits;
}

/** A body is shown up to so much, which leaves room for the rest of the answer. */
const SHOWN_BYTES = 224 * 1024;
const MEGABYTE = 1024 * 1024;

/** How the answer to a call is masked. `schema` is the SDK's description of the operation. May throw; the call is not made then. */
export function maskingOf(call: Call, schema: unknown, rules: MaskingRules): Masking {
  const planned = { ...call, schema };
  const limits = { shown: SHOWN_BYTES, read: rules.policy.readMegabytes * MEGABYTE };
  return {
    plan: withPhoneNumbers(planWithPolicy(planFor(planned), rules, call)),
    echoed: secretsIn(call.input, planForInput(planned)),
    bodies: [],
    limits,
  };
}

/** Masks a streamed body while it is read. Its secrets are looked for in the rest of the answer too. */
export function bodyReader({ plan, echoed, bodies, limits }: Masking): ReadBody {
  return async (body) => {
    const { text, report, known } = await maskBody(body, { plan, known: echoed, limits });
    bodies.push(report);
    for (const [secret, type] of known) echoed.set(secret, type);
    return text;
  };
}

/** The outcome as it may leave the executor's memory once `guardResult` has looked at its size: masking happens here. */
export function maskedOutcome(outcome: CallOutcome, masking: Masking): Finished {
  if (outcome.kind === 'lost') return { status: 'OUTCOME_UNKNOWN', because: maskedText(outcome.because, masking) };
  if (outcome.kind === 'refused') return failure(outcome, masking);
  const { value, report } = mask(outcome.output, masking.plan, masking.echoed);
  const ids = outcome.requestId === undefined ? {} : { requestId: outcome.requestId };
  return { status: 'SUCCEEDED', result: value, masking: mergedReport([...masking.bodies, report]), ...ids };
}

/** A failure of which nothing is unknown. */
export function failure({ code, message }: { code: string; message: string }, masking: Masking): Finished {
  const { text, report } = maskText(message, masking.plan, masking.echoed);
  return { status: 'FAILED', failure: { code: maskedText(code, masking), message: text }, masking: report };
}

function maskedText(text: string, { plan, echoed }: Masking): string {
  return maskText(text, plan, echoed).text;
}
