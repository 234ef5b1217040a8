import { type Directory, membersOf } from '../../lambdas/decide/directory.ts';
import { LIMIT_NAMES } from '../../lambdas/decide/limits.ts';
import { type FoundPolicy, policiesIn } from '../../lambdas/decide/policy-file.ts';
import { noteOf } from '../../lambdas/decide/policy-note.ts';
import type { PolicyFault } from '../../lambdas/decide/policy-set-invalid.ts';
import type { PolicySource } from '../../lambdas/decide/prepare.ts';
import { covers, entityIn } from './shadow.ts';
import { strangeNames } from './strange-names.ts';

/**
 * What is valid and yet hardly meant: policies that can never decide anything, policies said twice, names that the
 * catalogue does not know, limits on releases; and, with a directory, groups that are too small to approve.
 */
export async function lint(source: PolicySource, directory?: Directory): Promise<readonly PolicyFault[]> {
  const found = source.files.flatMap((file) => policiesIn(file).found);
  const strange = found.map(async (policy) => (await strangeNames(policy.json)).map((detail) => at(policy, detail)));
  return [
    ...found.flatMap((policy) => shadows(policy, found)),
    ...found.flatMap(idleLimits),
    ...(await Promise.all(strange)).flat(),
    ...(directory ? found.flatMap((policy) => smallGroups(policy, directory)) : []),
  ];
}

/** A policy that only observes shadows nothing, and is there to be tried. */
function shadows(policy: FoundPolicy, all: readonly FoundPolicy[]): readonly PolicyFault[] {
  if (isObserving(policy)) return [];
  const others = all.filter((other) => other !== policy && !isObserving(other));
  const forbid = others.find((other) => other.json.effect === 'forbid' && isCoveredBy(policy, other, all));
  if (forbid && policy.json.effect === 'permit') {
    return [
      at(policy, `can never permit anything: ${placeOf(forbid)} forbids all of it; narrow that one or remove this`),
    ];
  }
  if (forbid) return [at(policy, `adds nothing: ${placeOf(forbid)} forbids all of it; remove one of the two`)];
  return [];
}

/** Of two policies that say the same, the later one is the one too many. */
function isCoveredBy(policy: FoundPolicy, other: FoundPolicy, all: readonly FoundPolicy[]): boolean {
  if (!covers(other.json, policy.json)) return false;
  const mutual = other.json.effect === policy.json.effect && covers(policy.json, other.json);
  return !mutual || all.indexOf(other) < all.indexOf(policy);
}

function smallGroups(policy: FoundPolicy, directory: Directory): readonly PolicyFault[] {
  const read = noteOf(policy.json);
  if (!('note' in read) || read.note.kind !== 'ask') return [];
  const { approvers, quorum, escalate = [] } = read.note;
  const people = membersOf(directory, approvers).length;
  const groups = approvers.join(', ');
  const small = `asks ${quorum} of ${groups}, who are ${people} in the directory: add people or ask other groups`;
  const empty = escalate.filter((group) => membersOf(directory, [group]).length === 0);
  const deserted = `escalates to ${empty.join(', ')}, where nobody is in the directory: add people or name other groups`;
  return [...(people < quorum ? [small] : []), ...(empty.length > 0 ? [deserted] : [])].map((why) => at(policy, why));
}

/** A release hands out an answer that was withheld already: nothing is measured any more. */
function idleLimits(policy: FoundPolicy): readonly PolicyFault[] {
  const read = noteOf(policy.json);
  if (!('note' in read) || read.note.kind === 'forbid' || !isOnReleases(policy)) return [];
  const { note } = read;
  const set = LIMIT_NAMES.filter((name) => note[name] !== undefined).map((name) => `@${name}`);
  if (set.length === 0) return [];
  return [
    at(policy, `sets ${set.join(', ')} for releases, where it has no effect: set it where the call is permitted`),
  ];
}

function isOnReleases({ json }: FoundPolicy): boolean {
  const named = entityIn(json.resource);
  return named !== undefined && /^countersign(?::|$)/.test(named.id);
}

function isObserving({ json }: FoundPolicy): boolean {
  return json.annotations?.['mode'] === 'observe';
}

function at(policy: FoundPolicy, detail: string): PolicyFault {
  return { file: policy.file, line: policy.line, policy: nameOf(policy), detail };
}

function placeOf(policy: FoundPolicy): string {
  return `${nameOf(policy)} (${policy.file}:${policy.line})`;
}

function nameOf({ json, place }: FoundPolicy): string {
  return json.annotations?.['id'] ?? place;
}
