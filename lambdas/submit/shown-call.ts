import { mask, maskText, secretsIn } from '../mask/mask.ts';
import { type MarkedPaths, planOfPaths } from '../mask/marked-paths.ts';
import type { MaskPlan } from '../mask/plan.ts';
import { planUnderPolicy } from '../mask/policy/plan-with-policy.ts';
import type { MaskingRules } from '../mask/policy/rules.ts';
import type { BoundCall, Session } from '../record/call.ts';
import type { JsonObject } from '../runtime/json.ts';

/** How an input is shown: `secret` names the members that are masked whole; the team's own types and patterns hold in all others. */
export function planOfInput(secret: MarkedPaths, rules: MaskingRules): MaskPlan {
  return planUnderPolicy(planOfPaths(secret), rules);
}

/**
 * The call as reviewers, the record and the archive see it: secrets in the input, the reason and the prompt are masked, and
 * a secret of the input also where the reason or the prompt repeats it. What `plan`, from `planOfInput`, does not mask whole
 * is judged by its name and content.
 */
export function shownCall(call: BoundCall, plan: MaskPlan): BoundCall {
  const echoed = secretsIn(call.input, plan);
  const text = (said: string) => maskText(said, plan, echoed).text;
  const { session } = call;
  return {
    ...call,
    input: shownInput(mask(call.input, plan).value),
    reason: text(call.reason),
    ...(session && { session: shownSession(session, text) }),
  };
}

function shownSession(session: Session, text: (said: string) => string): Session {
  return session.prompt === undefined ? session : { ...session, prompt: text(session.prompt) };
}

/** An input that could not be masked comes back as one sentence. */
function shownInput(masked: ReturnType<typeof mask>['value']): JsonObject {
  return typeof masked === 'object' && masked !== null && !Array.isArray(masked)
    ? (masked as JsonObject)
    : { input: masked };
}
