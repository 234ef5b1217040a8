import { actionFaults } from './schema-actions.ts';
import { validate } from '@cedar-policy/cedar-wasm/nodejs';
import type { ValidationError } from '@cedar-policy/cedar-wasm/nodejs';
import { policiesIn, sentenceOf, type FoundPolicy, type PolicyFile } from './policy-file.ts';
import { headOf, type PolicyHead } from './policy-head.ts';
import { matcherOf } from './matcher.ts';
import { noteOf, type PolicyNote } from './policy-note.ts';
import { PolicySetInvalid, type PolicyFault } from './policy-set-invalid.ts';
import { policySetHash, type PreparedPolicies } from './prepared-policies.ts';
import { strangeWords } from './vocabulary.ts';

const ID = /^[a-z0-9][a-z0-9-]{0,63}$/;

/** A policy set as a team writes it: Cedar's schema and policies as text. */
export interface PolicySource {
  readonly schema: string;
  readonly files: readonly PolicyFile[];
}

/**
 * Checks a policy set and makes it ready for `loadPolicySet`; run when the gateway is built.
 * Throws PolicySetInvalid with all faults at once: Cedar's parser and strict validator (warnings too), ids, annotations.
 */
export function preparePolicies(source: PolicySource): PreparedPolicies {
  const schema = unixLines(source.schema);
  const files = source.files.map(({ name, text }) => policiesIn({ name, text: unixLines(text) }));
  const found = files.flatMap((file) => file.found);
  const faults = [
    ...(files.length > 0 ? [] : [{ detail: 'there is no policy file: without one, everything would be denied' }]),
    ...files.flatMap((file) => file.faults),
    ...actionFaults(schema),
    ...nothingEnforced(found),
    ...found.flatMap(ownFaults),
    ...duplicateIds(found),
    ...validationFaults(schema, found),
  ];
  if (faults.length > 0) throw new PolicySetInvalid(faults);
  return sealed(schema, found);
}

function sealed(schema: string, found: readonly FoundPolicy[]): PreparedPolicies {
  const each = <T>(read: (policy: FoundPolicy) => T) => Object.fromEntries(found.map((one) => [idOf(one), read(one)]));
  const parts = {
    schema,
    policies: each(({ text }) => text),
    annotations: each(noteIn),
    heads: each(headIn),
    matchers: each(({ json }) => matcherOf(json)),
  };
  return { ...parts, policySet: policySetHash(parts) };
}

function nothingEnforced(found: readonly FoundPolicy[]): readonly PolicyFault[] {
  if (found.some(({ json }) => json.annotations?.['mode'] === undefined)) return [];
  return found.length > 0
    ? [{ detail: 'every policy only observes: without one that decides, everything would be denied' }]
    : [];
}

function ownFaults(policy: FoundPolicy): readonly PolicyFault[] {
  const read = noteOf(policy.json);
  const head = headOf(policy.json);
  const details = [
    ...(ID.test(idOf(policy)) ? [] : ['@id is needed: small letters, digits and hyphens, at most 64']),
    ...('faults' in read ? read.faults : []),
    ...('fault' in head ? [head.fault] : []),
    ...strangeWords(policy.json),
  ];
  return details.map((detail) => faultIn(policy, detail));
}

function duplicateIds(found: readonly FoundPolicy[]): readonly PolicyFault[] {
  const seen = new Map<string, FoundPolicy>();
  return found.flatMap((policy) => {
    const first = seen.get(idOf(policy));
    if (!first) seen.set(idOf(policy), policy);
    return first && idOf(policy) ? [faultIn(policy, `@id is already taken in ${first.file}, ${first.place}`)] : [];
  });
}

/** The answer's `type` is "success" even when `validationErrors` is not empty, so only the lists count. */
function validationFaults(schema: string, found: readonly FoundPolicy[]): readonly PolicyFault[] {
  const byKey = new Map(found.map((policy, index) => [`policy${index}`, policy]));
  const staticPolicies = Object.fromEntries([...byKey].map(([key, policy]) => [key, policy.text]));
  const answer = validate({ schema, policies: { staticPolicies }, validationSettings: { mode: 'strict' } });
  if (answer.type === 'failure') return answer.errors.map((error) => ({ file: 'schema', detail: sentenceOf(error) }));
  const inPolicies = [...answer.validationErrors, ...answer.validationWarnings].map((at) => validationFault(at, byKey));
  return [...inPolicies, ...answer.otherWarnings.map((warning) => ({ detail: sentenceOf(warning) }))];
}

function validationFault({ policyId, error }: ValidationError, byKey: ReadonlyMap<string, FoundPolicy>): PolicyFault {
  const detail = sentenceOf(error).replace(`for policy \`${policyId}\`, `, '');
  const policy = byKey.get(policyId);
  return policy ? faultIn(policy, detail) : { detail };
}

function faultIn(policy: FoundPolicy, detail: string): PolicyFault {
  return { file: policy.file, line: policy.line, policy: idOf(policy) || policy.place, detail };
}

function idOf({ json }: FoundPolicy): string {
  return json.annotations?.['id'] ?? '';
}

function noteIn(policy: FoundPolicy): PolicyNote {
  const read = noteOf(policy.json);
  if ('note' in read) return read.note;
  throw new PolicySetInvalid(read.faults.map((detail) => faultIn(policy, detail)));
}

function headIn(policy: FoundPolicy): PolicyHead {
  const read = headOf(policy.json);
  if ('head' in read) return read.head;
  throw new PolicySetInvalid([faultIn(policy, read.fault)]);
}

/** A checkout with other line ends is the same policy set. */
function unixLines(text: string): string {
  return text.replaceAll('\r\n', '\n');
}
