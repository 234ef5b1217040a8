import { planForInput } from '../mask/plan.ts';
import { mask, maskText } from '../mask/mask.ts';
import type { BoundCall } from '../record/call.ts';
import type { JsonObject } from '../runtime/json.ts';

/** The call as reviewers, the record and the archive see it: secrets in the input, the reason and the prompt are masked. */
export async function shownCall(call: BoundCall): Promise<BoundCall> {
  const { session } = call;
  return {
    ...call,
    input: mask(call.input, planForInput(call)).value as JsonObject,
    reason: maskText(call.reason).text,
    ...(session && {
      session: { ...session, ...(session.prompt !== undefined && { prompt: maskText(session.prompt).text }) },
    }),
  };
}
