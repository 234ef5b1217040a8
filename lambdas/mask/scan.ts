import { DETECTORS, NAMED_TYPES } from './detectors/all.ts';
import { secretKeysBeside } from './detectors/aws.ts';
import { type Finding, type Probe, type Scene, SHIELD } from './detectors/detector.ts';
import { dispatchOf, FIGURE, pairOf, PLAIN, SIGN } from './dispatch.ts';
import { standIn } from './placeholder.ts';
import { united } from './policy/united.ts';

const { kinds, pairs, words, digits, signs } = dispatchOf(DETECTORS);
const ASCII = 128;
const MOST_ROUNDS = 4;
/** Nothing that the detectors know is shorter. */
const SHORTEST = 7;

/** What is left of a text when its secrets and personal data are replaced, and what was found. */
export interface Scanned {
  readonly text: string;
  readonly findings: readonly Found[];
}

/** One thing found: its type and the text that was there. The text stays inside this process. */
export interface Found {
  readonly type: string;
  readonly secret: string;
}

/**
 * Replaces all that the detectors find in a text by its stand-in, in one pass over the characters. The pass is repeated while it
 * finds more, at most three times, because a stand-in can uncover what its neighbour hid: so masking twice changes nothing.
 */
export function scanText(text: string, scene: Scene): Scanned {
  let masked = text;
  let found: Found[] = [];
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const findings = findIn(masked, scene);
    if (findings.length === 0) break;
    found = found.concat(findings.map(({ start, end, type }) => ({ type, secret: masked.slice(start, end) })));
    masked = replaceAll(masked, findings, scene);
  }
  return { text: masked, findings: found };
}

/** All findings in a text, in order and apart from each other. */
export function findIn(text: string, scene: Scene): readonly Finding[] {
  if (text.length < SHORTEST) return [];
  const findings = underPolicy(text, sweep(text, scene), scene);
  if (findings.length === 0) return findings;
  const withKeys = findings.some(({ type }) => type === 'aws-access-key-id')
    ? findings.concat(secretKeysBeside(text))
    : findings;
  return merged(withKeys);
}

function underPolicy(text: string, findings: Finding[], { rules }: Scene): Finding[] {
  if (rules === undefined) return findings;
  const kept = findings.filter(({ type }) => !rules.passes(type));
  const own = rules.find(text);
  return own.length === 0 ? kept : united([...merged(kept)], own);
}

/** Where the scan is: what is found, and up to where characters are shielded or already covered. */
interface Sweep {
  readonly text: string;
  readonly scene: Scene;
  readonly findings: Finding[];
  shieldedTo: number;
  coveredFrom: number;
  coveredTo: number;
}

function sweep(text: string, scene: Scene): Finding[] {
  const state: Sweep = { text, scene, findings: [], shieldedTo: 0, coveredFrom: -1, coveredTo: 0 };
  let before = PLAIN;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const kind = code < ASCII ? (kinds[code] ?? PLAIN) : PLAIN;
    if (kind === SIGN) atSign(state, at, code);
    else if (kind !== PLAIN && (before === PLAIN || before === SIGN)) atWord(state, at, kind);
    before = kind;
  }
  return state.findings;
}

function atSign(state: Sweep, at: number, code: number): void {
  if (at >= state.shieldedTo && at >= state.coveredTo) ask(state, at, signs[code]);
}

function atWord(state: Sweep, at: number, kind: number): void {
  if (at < state.coveredTo && at !== state.coveredFrom) return;
  const row = rowAt(state.text, at);
  if (row > 0) ask(state, at, words[row - 1]);
  if (kind === FIGURE && at >= state.shieldedTo && at >= state.coveredTo) ask(state, at, digits);
}

function rowAt(text: string, at: number): number {
  const next = text.charCodeAt(at + 1);
  return next < ASCII ? (pairs[pairOf(text.charCodeAt(at), next)] ?? 0) : 0;
}

function ask(state: Sweep, at: number, probes: readonly Probe[] | undefined): void {
  for (const probe of probes ?? []) {
    const finding = probe(state.text, at, state.scene);
    if (finding === undefined) continue;
    keep(state, finding);
    return;
  }
}

function keep(state: Sweep, finding: Finding): void {
  if (finding.type === SHIELD) {
    state.shieldedTo = Math.max(state.shieldedTo, finding.end);
    return;
  }
  state.findings.push(finding);
  if (finding.end <= state.coveredTo) return;
  state.coveredFrom = finding.start;
  state.coveredTo = finding.end;
}

/** Overlapping findings become one, of the type that says most. */
function merged(findings: readonly Finding[]): readonly Finding[] {
  const apart: Finding[] = [];
  for (const finding of [...findings].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = apart.at(-1);
    if (last === undefined || finding.start >= last.end) {
      apart.push(finding);
      continue;
    }
    apart[apart.length - 1] = joined(last, finding);
  }
  return apart;
}

/** An e-mail address beside a password in a URL is its host: `user:password@host`. */
function joined(first: Finding, second: Finding): Finding {
  if (second.type === 'email') return first;
  if (first.type === 'email') return second;
  const type = NAMED_TYPES.has(first.type) ? second.type : first.type;
  return { start: first.start, end: Math.max(first.end, second.end), type };
}

function replaceAll(text: string, findings: readonly Finding[], { rules }: Scene): string {
  const pieces: string[] = [];
  let from = 0;
  for (const { start, end, type } of findings) {
    pieces.push(text.slice(from, start), rules?.show(type, text.slice(start, end)) ?? standIn(type));
    from = end;
  }
  return pieces.join('') + text.slice(from);
}
