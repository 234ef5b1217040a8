import { mask, maskText, secretsIn } from '../mask/mask.ts';
import { type MarkedPaths, planOfPaths } from '../mask/marked-paths.ts';
import type { MaskPlan } from '../mask/plan.ts';
import { planUnderPolicy } from '../mask/policy/plan-with-policy.ts';
import type { MaskingRules } from '../mask/policy/rules.ts';
import type { BoundCall, Session } from '../record/call.ts';
import { isJsonObject, type JsonObject } from '../runtime/json.ts';

/** How an input is shown: `secret` names the members that are masked whole; the team's own types and patterns hold in all others. */
export function planOfInput(secret: MarkedPaths, rules: MaskingRules): MaskPlan {
  return planUnderPolicy(planOfPaths(secret), rules);
}

/** How a text that goes with a call is shown: without secrets, those of the call's input among them. `plan` is from `planOfInput`. */
export type ShowText = (said: string) => string;

export function textsBeside(call: BoundCall, plan: MaskPlan): ShowText {
  const echoed = secretsIn(call.input, plan);
  return (said) => maskText(said, plan, echoed).text;
}

/**
 * The call as reviewers, the record and the archive see it: secrets in the input are masked, and in the reason and the prompt
 * by `text`, from `textsBeside`. What `plan`, from `planOfInput`, does not mask whole is judged by its name and content.
 */
export function shownCall(call: BoundCall, plan: MaskPlan, text: ShowText): BoundCall {
  const { session } = call;
  return {
    ...call,
    input: shownInput(mask(call.input, plan).value),
    reason: text(call.reason),
    ...(session && { session: shownSession(session, text) }),
  };
}

function shownSession(session: Session, text: ShowText): Session {
  return session.prompt === undefined ? session : { ...session, prompt: text(session.prompt) };
}

/** An input that could not be masked comes back as one sentence. */
function shownInput(masked: ReturnType<typeof mask>['value']): JsonObject {
  return isJsonObject(masked) ? masked : { input: masked };
}
