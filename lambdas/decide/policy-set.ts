import { preparseSchema } from '@cedar-policy/cedar-wasm/nodejs';
import type { CheckParseAnswer } from '@cedar-policy/cedar-wasm/nodejs';
import { askCedar } from './cedar-question.ts';
import type { Finding } from './combine.ts';
import type { Question } from './decision.ts';
import { sentenceOf } from './policy-file.ts';
import type { PolicyHead } from './policy-head.ts';
import { PolicyIndex } from './policy-index.ts';
import type { PolicyNote } from './policy-note.ts';
import { PolicySetInvalid } from './policy-set-invalid.ts';
import { policySetHash, type PreparedPolicies } from './prepared-policies.ts';
import { SLOTS, Subsets } from './subsets.ts';

/** A policy set, ready to be asked. Made by `loadPolicySet` only. */
export interface PolicySet {
  /** Its hash. */
  readonly policySet: string;
  readonly annotations: ReadonlyMap<string, PolicyNote>;
  readonly heads: ReadonlyMap<string, PolicyHead>;
  /** Which of the policies that decide hold for a question. Throws when the question or a policy cannot be read. */
  readonly enforced: (question: Question) => Finding;
  /** The same for the policies that only observe; undefined when none of them can match. */
  readonly observed: (question: Question) => Finding | undefined;
  /** Gives back what Cedar holds of it. */
  readonly forget: () => void;
}

/**
 * Makes a prepared policy set ready, once per process: Cedar reads the schema now, and each policy when it can first match.
 * `slots` bounds how many subsets of it Cedar holds parsed.
 * Throws PolicySetInvalid when it is not what `preparePolicies` made (the hash tells) or Cedar cannot read the schema.
 */
export function loadPolicySet(prepared: PreparedPolicies, slots = SLOTS): PolicySet {
  const { schema, annotations, heads, policySet } = prepared;
  if (policySetHash(prepared) !== policySet) {
    throw new PolicySetInvalid([
      { detail: 'its hash does not fit: it was changed after it was prepared; prepare it again' },
    ]);
  }
  mustParse(preparseSchema(policySet, schema));
  const ids = Object.keys(prepared.policies);
  const observing = ids.filter((id) => annotations[id]?.mode === 'observe');
  const deciding = ids.filter((id) => !observing.includes(id));
  const enforced = asker(prepared, deciding, slots);
  const observed = asker(prepared, observing, slots);
  return {
    policySet,
    annotations: new Map(Object.entries(annotations)),
    heads: new Map(Object.entries(heads)),
    enforced: (question) => enforced.ask(question, enforced.candidates(question)),
    observed: (question) => {
      const candidates = observed.candidates(question);
      return candidates.length > 0 ? observed.ask(question, candidates) : undefined;
    },
    forget: () => {
      enforced.forget();
      observed.forget();
    },
  };
}

function asker({ matchers, heads, policySet }: PreparedPolicies, ids: readonly string[], slots: number) {
  const index = new PolicyIndex(ids.map((id) => ({ id, head: headIn(heads, id) })));
  const subsets = new Subsets(matchers, slots);
  return {
    candidates: (question: Question) => index.candidates(question),
    ask: (question: Question, candidates: readonly string[]): Finding =>
      askCedar(question, policySet, subsets.nameOf(candidates)),
    forget: () => subsets.forget(),
  };
}

function headIn(heads: PreparedPolicies['heads'], id: string): PolicyHead {
  const head = Object.hasOwn(heads, id) ? heads[id] : undefined;
  if (head) return head;
  throw new PolicySetInvalid([{ policy: id, detail: 'has no head in the index; prepare the set again' }]);
}

function mustParse(answer: CheckParseAnswer): void {
  if (answer.type === 'success') return;
  throw new PolicySetInvalid(answer.errors.map((error) => ({ detail: sentenceOf(error) })));
}
