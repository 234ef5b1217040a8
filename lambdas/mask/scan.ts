import { isBoring } from './boring.ts';
import { DETECTORS, NAMED_TYPES } from './detectors/all.ts';
import { secretKeysBeside } from './detectors/aws.ts';
import { type Finding, MARK, type Probe, type Scene, SHIELD } from './detectors/detector.ts';
import { secretsOfManifest } from './detectors/kubernetes.ts';
import { nationalIdsIn } from './detectors/national/national.ts';
import { dispatchOf, FIGURE, pairOf, PLAIN, SIGN } from './dispatch.ts';
import { standIn } from './placeholder.ts';
import { united } from './policy/united.ts';
import { outsideTokens } from './pseudonyms/token.ts';

const { kinds, pairs, words, digits, signs } = dispatchOf(DETECTORS);
const ASCII = 128;
const MOST_ROUNDS = 4;
/** Nothing that the detectors know is shorter. */
const SHORTEST = 7;
/** `::1` is an address. */
const SHORTEST_ADDRESS = 3;

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
  let found: Found[] = NO_FINDS;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const findings = findIn(masked, scene);
    if (findings.length === 0) break;
    found = found.concat(findings.map(({ start, end, type }) => ({ type, secret: masked.slice(start, end) })));
    masked = replaceAll(masked, findings, scene);
  }
  return { text: masked, findings: found };
}

const NO_FINDS: Found[] = [];
const NOTHING: readonly Finding[] = [];

/** All findings in a text, in order and apart from each other. */
export function findIn(text: string, scene: Scene): readonly Finding[] {
  const swept = isWorthSweeping(text, scene) ? sweptIn(text, scene) : NOTHING;
  const own = scene.rules?.find(text) ?? NOTHING;
  return outsideTokens(text, own.length === 0 ? swept : united(swept, own));
}

/** A team's patterns may look for what no detector knows; these need not look at what is too short or too plain. */
function isWorthSweeping(text: string, { addresses }: Scene): boolean {
  return text.length >= (addresses === true ? SHORTEST_ADDRESS : SHORTEST) && !isBoring(text);
}

function sweptIn(text: string, scene: Scene): readonly Finding[] {
  const swept = sweep(text, scene);
  const findings = scene.nationalIds === true ? swept.concat(nationalIdsIn(text)) : swept;
  if (findings.length === 0) return findings;
  const kept = findings.filter(({ type }) => type !== MARK && scene.rules?.passes(type) !== true);
  return merged([...kept, ...foundBeside(text, findings)]);
}

/** What only a second look at the whole text finds, once the first has told what kind of text it is. */
function foundBeside(text: string, findings: readonly Finding[]): readonly Finding[] {
  const types = new Set(findings.map(({ type }) => type));
  const keys = types.has('aws-access-key-id') ? secretKeysBeside(text) : [];
  return types.has(MARK) ? [...keys, ...secretsOfManifest(text)] : keys;
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
  const state: Sweep = { text, scene: bounded(scene), findings: [], shieldedTo: 0, coveredFrom: -1, coveredTo: 0 };
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

function bounded(scene: Scene): Scene {
  return scene.isPhoneNumber === undefined ? scene : { ...scene, lookups: { made: 0 } };
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
  if (finding.type === MARK) return;
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

/** A name alone, or the form of a telephone number, which check digits can gainsay. */
const SAY_LESS: ReadonlySet<string> = new Set([...NAMED_TYPES, 'phone']);

/** An e-mail address beside a password in a URL is its host: `user:password@host`. */
function joined(first: Finding, second: Finding): Finding {
  if (second.type === 'email') return first;
  if (first.type === 'email') return second;
  const type = SAY_LESS.has(first.type) ? second.type : first.type;
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
