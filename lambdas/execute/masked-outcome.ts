import type { KnownSecrets } from '../mask/known-secrets.ts';
import { mask, maskText, secretsIn } from '../mask/mask.ts';
import { withPhoneNumbers } from '../mask/phone-numbers.ts';
import { type MaskPlan, planFor, planForInput } from '../mask/plan.ts';
import type { Call } from '../record/call.ts';
import type { Outcome } from '../record/operation.ts';
import type { Json } from '../runtime/json.ts';
import type { CallOutcome } from './ports.ts';

/** How an executed operation can end. */
export type Finished = Outcome & { readonly status: 'SUCCEEDED' | 'FAILED' | 'OUTCOME_UNKNOWN' };

/** What masks an answer: the plan of its operation, and the secrets of the input, which AWS may echo. */
export interface Masking {
  readonly plan: MaskPlan;
  readonly echoed: KnownSecrets;
}

/** How the answer to a call is masked. `schema` is the SDK's description of the operation. May throw; the call is not made then. */
export function maskingOf(call: Call, schema: unknown): Masking {
  const planned = { ...call, schema };
  return { plan: withPhoneNumbers(planFor(planned)), echoed: secretsIn(call.input, planForInput(planned)) };
}

/** The outcome as it may be written and returned: masking happens here, in the executor's memory. */
export function maskedOutcome(outcome: CallOutcome, masking: Masking): Finished {
  if (outcome.kind === 'lost') return { status: 'OUTCOME_UNKNOWN', because: maskedText(outcome.because, masking) };
  if (outcome.kind === 'refused') return failure(outcome, masking);
  const { value, report } = mask(outcome.output, masking.plan, masking.echoed);
  const ids = outcome.requestId === undefined ? {} : { requestId: outcome.requestId };
  return { status: 'SUCCEEDED', result: capped(value), masking: report, ...ids };
}

/** A failure of which nothing is unknown. */
export function failure({ code, message }: { code: string; message: string }, masking: Masking): Finished {
  const { text, report } = maskText(message, masking.plan, masking.echoed);
  return { status: 'FAILED', failure: { code: maskedText(code, masking), message: text }, masking: report };
}

function maskedText(text: string, { plan, echoed }: Masking): string {
  return maskText(text, plan, echoed).text;
}

/** A DynamoDB item ends at 400 KB; what is larger than this is withheld whole, since half an answer misleads. */
export const MAX_RESULT_BYTES = 256 * 1024;

function capped(result: Json): Json {
  const bytes = Buffer.byteLength(JSON.stringify(result));
  if (bytes <= MAX_RESULT_BYTES) return result;
  return {
    withheld: `The masked result has ${bytes} bytes and the limit is ${MAX_RESULT_BYTES}: ask for less (a page, a range).`,
  };
}
