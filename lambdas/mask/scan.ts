import { isBoring } from './boring.ts';
import { ADDRESSES, DETECTORS, NAMED_TYPES } from './detectors/all.ts';
import { secretKeysBeside } from './detectors/aws.ts';
import { type Finding, MARK, type Probe, type Scene, SHIELD } from './detectors/detector.ts';
import { secretsOfManifest } from './detectors/kubernetes.ts';
import { nationalIdsIn } from './detectors/national/national.ts';
import { type Dispatch, dispatchOf, FIGURE, LETTER, PLAIN, probesAt, SIGN } from './dispatch.ts';
import { around, type Stretch } from './nearby.ts';
import { isStandIn, standIn } from './placeholder.ts';
import { united } from './policy/united.ts';
import { outsideTokens } from './pseudonyms/token.ts';
import { safeShapeEnd } from './safe-shapes.ts';

const ALL = dispatchOf(DETECTORS);
/** Addresses are looked for only where a policy asks. */
const USUAL = dispatchOf(DETECTORS.filter((detector) => !ADDRESSES.includes(detector)));
const ASCII = 128;
const MOST_ROUNDS = 16;
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
 * Replaces all that the detectors find in a text by its stand-in. A stand-in can uncover what its neighbour hid, so the text around
 * each is looked at again, until nothing more is found or 16 times: so masking twice changes nothing.
 */
export function scanText(text: string, scene: Scene): Scanned {
  let masked = text;
  let found: Found[] = NO_FINDS;
  let near: readonly Stretch[] | undefined;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const findings = findIn(masked, scene, near);
    if (findings.length === 0) break;
    found = found.concat(findings.map(({ start, end, type }) => ({ type, secret: masked.slice(start, end) })));
    const replaced = replaceAll(masked, findings, scene);
    masked = replaced.text;
    if (isStandIn(masked)) break;
    near = around(masked, replaced.standIns);
  }
  return { text: masked, findings: found };
}

const NO_FINDS: Found[] = [];
const NOTHING: readonly Finding[] = [];

/** All findings in a text, in order and apart from each other; of the detectors only those that start near some place, if places are given. */
export function findIn(text: string, scene: Scene, near?: readonly Stretch[]): readonly Finding[] {
  const swept = isWorthSweeping(text, scene) ? sweptIn(text, scene, near ?? [{ start: 0, end: text.length }]) : NOTHING;
  const own = scene.rules?.find(text) ?? NOTHING;
  return outsideTokens(text, own.length === 0 ? swept : united(swept, own));
}

/** A team's patterns may look for what no detector knows; these need not look at what is too short or too plain. */
function isWorthSweeping(text: string, { addresses }: Scene): boolean {
  return text.length >= (addresses === true ? SHORTEST_ADDRESS : SHORTEST) && !isBoring(text);
}

function sweptIn(text: string, scene: Scene, places: readonly Stretch[]): readonly Finding[] {
  const swept = sweep(text, scene, places);
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
  readonly dispatch: Dispatch;
  readonly scene: Scene;
  readonly findings: Finding[];
  shieldedTo: number;
  coveredFrom: number;
  coveredTo: number;
}

function sweep(text: string, scene: Scene, places: readonly Stretch[]): Finding[] {
  const dispatch = scene.addresses === true ? ALL : USUAL;
  const state: Sweep = {
    text,
    dispatch,
    scene: bounded(scene),
    findings: [],
    shieldedTo: 0,
    coveredFrom: -1,
    coveredTo: 0,
  };
  for (const place of places) sweepOver(state, place);
  return state.findings;
}

function sweepOver(state: Sweep, { start, end }: Stretch): void {
  const { text } = state;
  const { kinds } = state.dispatch;
  let before = PLAIN;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    const kind = code < ASCII ? (kinds[code] ?? PLAIN) : PLAIN;
    if (kind === SIGN) atSign(state, at, code);
    else if (kind >= LETTER && before < LETTER) atWord(state, at, kind);
    before = kind;
  }
}

function bounded(scene: Scene): Scene {
  return scene.isPhoneNumber === undefined ? scene : { ...scene, lookups: { made: 0 } };
}

function atSign(state: Sweep, at: number, code: number): void {
  if (at < state.shieldedTo || at < state.coveredTo) return;
  const { dispatch, text } = state;
  if (!ask(state, at, probesAt(dispatch, text, at))) ask(state, at, dispatch.signs[code]);
}

function atWord(state: Sweep, at: number, kind: number): void {
  if (at >= state.shieldedTo) state.shieldedTo = safeShapeEnd(state.text, at);
  if (at < state.coveredTo && at !== state.coveredFrom) return;
  const { dispatch } = state;
  ask(state, at, probesAt(dispatch, state.text, at));
  if (kind === FIGURE && at >= state.shieldedTo && at >= state.coveredTo) ask(state, at, dispatch.digits);
}

/** Asks one probe after the other, and keeps the first finding. */
function ask(state: Sweep, at: number, probes: readonly Probe[] | undefined): boolean {
  if (probes === undefined) return false;
  for (const probe of probes) {
    const finding = probe(state.text, at, state.scene);
    if (finding === undefined) continue;
    keep(state, finding);
    return true;
  }
  return false;
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

interface Replaced {
  readonly text: string;
  /** Where the stand-ins are. */
  readonly standIns: readonly Stretch[];
}

function replaceAll(text: string, findings: readonly Finding[], { rules }: Scene): Replaced {
  const standIns: Stretch[] = [];
  let replaced = '';
  let from = 0;
  for (const { start, end, type } of findings) {
    const shown = rules?.show(type, text.slice(start, end)) ?? standIn(type);
    replaced += text.slice(from, start) + shown;
    standIns.push({ start: replaced.length - shown.length, end: replaced.length });
    from = end;
  }
  return { text: replaced + text.slice(from), standIns };
}
