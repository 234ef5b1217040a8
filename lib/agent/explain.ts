import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ActionGrant, Resolution } from '../../lambdas/catalogue/resolution.ts';
import { sessionPolicy } from '../../lambdas/catalogue/session-policy.ts';
import { type Decision, NO_USAGE } from '../../lambdas/decide/decision.ts';
import { normaliseAgentArn, parseDirectory } from '../../lambdas/decide/directory.ts';
import { loadPolicySet } from '../../lambdas/decide/policy-set.ts';
import { readPolicies } from '../../lambdas/decide/read-policies.ts';
import { maskingRules } from '../../lambdas/mask/policy/rules.ts';
import { type BoundCall, callAsJson, digestOf } from '../../lambdas/record/call.ts';
import type { Needs } from '../../lambdas/record/question.ts';
import { messageOf } from '../../lambdas/runtime/errors.ts';
import type { JsonObject } from '../../lambdas/runtime/json.ts';
import { faultsProblem, problem, type Problem } from '../../lambdas/runtime/problem.ts';
import { assess, CREDENTIAL_SECONDS, type Rules } from '../../lambdas/submit/assess.ts';
import { type Envelope, parseEnvelope } from '../../lambdas/submit/envelope.ts';
import { secretMembersOf } from '../../lambdas/catalogue/load.ts';
import { assumed } from '../../lambdas/submit/pseudonyms.ts';
import { planOfInput, shownCall, textsBeside } from '../../lambdas/submit/shown-call.ts';
import { boundCall } from '../../lambdas/submit/submit.ts';
import { masking } from '../masking-file.ts';
import { Misuse } from './misuse.ts';

/** The account and region of the local engine: where a call is explained unless it names others. */
export const HOME = { account: '000000000000', region: 'us-east-1' } as const;

const ROOT = join(import.meta.dirname, '../..');

/** What the gateway would do with one call. */
export interface Explanation {
  /** The call that a reviewer would approve, with its secrets masked; the digest is over the unmasked one. */
  readonly operation: JsonObject;
  readonly digest: string;
  readonly tier: Resolution['tier'];
  readonly grants: readonly ActionGrant[];
  /** The session policy of the one-shot role, as if the call started now; null where none can be cut. */
  readonly sessionPolicy: JsonObject | null;
  readonly decision: Decision;
}

export type Explained =
  | { readonly kind: 'permitted'; readonly explanation: Explanation }
  | { readonly kind: 'denied'; readonly explanation: Explanation; readonly problem: Problem }
  | { readonly kind: 'refused'; readonly problem: Problem };

/** An envelope, and who would post it: without `agent`, the first agent of the directory. */
export interface Explainable {
  readonly envelope: Envelope;
  readonly agent?: string | undefined;
  readonly now: Date;
}

/**
 * The repository's policies and a directory, or those named: by default the example beside the policies.
 * Throws Misuse for a bad directory.
 */
export function readRules(
  directoryFile: string = join(ROOT, 'policies/directory.example.json'),
  folder: string = join(ROOT, 'policies'),
): Rules {
  const policies = loadPolicySet(readPolicies(folder));
  try {
    return { policies, directory: parseDirectory(readFileSync(directoryFile, 'utf8')) };
  } catch (cause) {
    throw new Misuse(`${directoryFile}: ${messageOf(cause)}`, { cause });
  }
}

/** What submit would make of an envelope, by submit's own code, without writing or sending anything. */
export async function explainEnvelope({ envelope, agent, now }: Explainable, rules: Rules): Promise<Explained> {
  const parsed = parseEnvelope(JSON.stringify(envelope));
  if (parsed.kind === 'faulty') return { kind: 'refused', problem: faultsProblem(parsed.faults) };
  const call = boundCall(agentArn(agent, rules), parsed.envelope, HOME);
  const assessed = await assess(call, rules, { at: now.toISOString(), usage: NO_USAGE, ...assumed(call.input) });
  if (assessed.kind === 'refused') return { kind: 'refused', problem: faultsProblem(assessed.faults) };
  const { question, decision } = assessed;
  const explanation = await explanationOf(call, { needs: question, decision, now });
  if (decision.verdict !== 'deny') return { kind: 'permitted', explanation };
  return {
    kind: 'denied',
    explanation,
    problem: problem('denied', decision.reasons.join(' '), { digest: explanation.digest }),
  };
}

function agentArn(agent: string | undefined, { directory }: Rules): string {
  const arn = agent ?? Object.keys(directory.agents)[0];
  if (arn === undefined) throw new Misuse('The directory has no agent: name one with --agent ARN');
  return normaliseAgentArn(arn) ?? arn;
}

type Assessed = { readonly needs: Needs; readonly decision: Decision; readonly now: Date };

async function explanationOf(call: BoundCall, { needs, decision, now }: Assessed): Promise<Explanation> {
  const plan = planOfInput(await secretMembersOf(call), await maskingRules(masking(join(ROOT, 'policies'))));
  return {
    operation: callAsJson(shownCall(call, plan, textsBeside(call, plan))),
    digest: digestOf(call),
    tier: needs.tier,
    grants: needs.grants,
    sessionPolicy: policyFor(call, needs, now),
    decision,
  };
}

function policyFor(call: BoundCall, { tier, grants }: Needs, now: Date): JsonObject | null {
  if (tier === 'unscopable') return null;
  const notAfter = new Date(now.getTime() + CREDENTIAL_SECONDS * 1000);
  const policy = sessionPolicy({ ...call, grants, notAfter });
  return policy.kind === 'written' ? (policy.document as unknown as JsonObject) : null;
}
