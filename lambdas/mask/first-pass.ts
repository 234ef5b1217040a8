import type { Json } from '../runtime/json.ts';
import { remember } from './known-secrets.ts';
import { layerOf } from './layers/layers.ts';
import { blankRuns } from './layers/runs.ts';
import { isPersonal, isSecretValue } from './named-value.ts';
import { isBoring, SHORTEST_TOKEN } from './boring.ts';
import { SHORTEST_BASE64 } from './layers/base64.ts';
import type { NameClass } from './names.ts';
import { type Pass, sceneOf } from './pass.ts';
import { pathOf } from './path.ts';
import { utf8Length } from './characters.ts';
import { isStandIn, standIn } from './placeholder.ts';
import { count } from './report.ts';
import { findIn, type Scanned, scanText } from './scan.ts';
import { type Layers, throughLayer } from './through-layer.ts';
import { ROOT, type Spot } from './spot.ts';
import { type Visitor, walk } from './walk.ts';

const MOST_KEYS = 4096;
const MOST_ROUNDS = 16;
/** No secret and no address is shorter. */
const SHORTEST_KEY = 7;
/** Card numbers that were parsed as numbers have at least so much. */
const SMALLEST_CARD = 1e14;

/** The first pass: plan, names, content and layers, taking note of the secrets it finds. */
export function firstVisitor(pass: Pass, depth = 0): Visitor {
  const layers: Layers = { pass, depth, below: () => firstVisitor(pass, depth + 1) };
  return {
    text: (text, spot) => (isSkimmed(pass, text, spot) ? text : maskText(layers, text, spot)),
    number: (value, spot) => maskNumber(pass, value, spot),
    fixed: (value, spot) => maskFixed(pass, value, spot),
    key: (key, spot) => maskKey(pass, key, spot),
  };
}

function isForced({ ruling }: Spot): boolean {
  return ruling.forced !== undefined;
}

/** Most texts of an answer are of few kinds that can hold nothing: words, times, UUIDs. Words may be base64 from 16 letters on. */
function isSkimmed(pass: Pass, text: string, spot: Spot): boolean {
  if (!pass.skims || spot.says !== undefined || isForced(spot)) return false;
  const { length } = text;
  if ((length >= SHORTEST_BASE64 && length < SHORTEST_TOKEN) || !isBoring(text)) return false;
  pass.tally.bytes += length;
  return true;
}

function maskText(layers: Layers, text: string, spot: Spot): string {
  const { pass } = layers;
  const before = pass.veiled;
  const masked = maskedText(layers, text, spot);
  if (spot.ruling.passed || pass.veiled !== before) keepEncoded(pass, text, masked);
  return masked;
}

/** What was decoded once has to be decoded again wherever else it stands. */
function keepEncoded(pass: Pass, text: string, masked: string): void {
  pass.encoded.add(masked);
  pass.clean.delete(text);
}

function maskedText(layers: Layers, text: string, spot: Spot): string {
  const { pass } = layers;
  pass.tally.bytes += utf8Length(text);
  if (isLeftAlone(pass, text, spot)) return text;
  const type = spot.ruling.forced ?? typeByName(pass, text, spot.says);
  if (type !== undefined) return blank(pass, text, { type, spot });
  const layered = throughLayer(text, spot, layers);
  const masked = layered ?? scanLeaf(pass, text, spot);
  if (masked !== text) return judgedAgain(pass, masked, spot);
  if (layered === undefined) keepClean(pass, text, spot);
  return text;
}

/** What is left may look like a secret once its surroundings are gone: then it goes too, now and not at the next masking. */
export function judgedAgain(pass: Pass, masked: string, spot: Spot): string {
  const type = isStandIn(masked) ? undefined : typeByName(pass, masked, spot.says);
  return type === undefined ? masked : blank(pass, masked, { type, spot });
}

const MOST_CLEAN = 8192;
const LONGEST_CLEAN = 200;

function isLeftAlone(pass: Pass, text: string, spot: Spot): boolean {
  return text === '' || spot.ruling.passed || isStandIn(text) || isKnownClean(pass, text, spot);
}

/**
 * What a value is found to hold depends on its name only where the name says something, and never on its path: a team's rules
 * for a field are in the plan, which has spoken by then, and its types and patterns hold everywhere.
 */
function isKnownClean(pass: Pass, text: string, spot: Spot): boolean {
  return spot.says === undefined && !isForced(spot) && isShort(text) && pass.clean.has(text);
}

function keepClean(pass: Pass, text: string, { says }: Spot): void {
  if (says === undefined && isShort(text) && pass.clean.size < MOST_CLEAN) pass.clean.add(text);
}

function isShort(text: string): boolean {
  return text.length <= LONGEST_CLEAN;
}

/** The type that the value's name makes of it. */
function typeByName(pass: Pass, text: string, type: NameClass): string | undefined {
  if (type === undefined || isPersonal(type) || pass.plan.rules?.passes(type) === true) return undefined;
  return isSecretValue(text, { type, quoted: true }) ? type : undefined;
}

/** Replaces what a text holds, and notes it. Where what it had encoded was blanked, what stood beside it may be found only then. */
export function scanLeaf(pass: Pass, text: string, spot: Spot): string {
  let masked = text;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const scanned = scanFor(pass, masked, spot);
    masked = maskRuns(pass, scanned, spot);
    if (masked === scanned) break;
  }
  return masked;
}

function scanFor(pass: Pass, text: string, spot: Spot): string {
  const scanned = scanText(text, sceneOf(pass, spot));
  for (const { type, secret } of scanned.findings) {
    count(pass.tally, pathOf(spot), type);
    remember(pass.known, secret, type);
  }
  return scanned.text;
}

/** Base64 and escapes inside a longer text: the stretch is blanked if what it says holds anything. */
function maskRuns(pass: Pass, text: string, spot: Spot): string {
  return blankRuns(text, (decoded) => {
    pass.veiled++;
    const [first] = findIn(decoded, sceneOf(pass, spot));
    if (first === undefined) return undefined;
    count(pass.tally, pathOf(spot), first.type);
    remember(pass.known, decoded.slice(first.start, first.end), first.type);
    return first.type;
  });
}

/** A value that goes as a whole: where it stands, and the type that its plan or its name says. */
interface Whole {
  readonly spot: Spot;
  readonly type: string;
}

function blank(pass: Pass, text: string, whole: Whole): string {
  takeNote(pass, text, whole);
  const { spot, type } = whole;
  return (spot.ruling.named ? pass.plan.rules?.name?.(type, text) : undefined) ?? standIn(type);
}

function takeNote(pass: Pass, text: string, { spot, type }: Whole): void {
  count(pass.tally, pathOf(spot), { type, reason: isForced(spot) ? 'plan' : 'name' });
  remember(pass.known, text, type);
  rememberInner(pass, text, type);
}

/** A number or flag of the schema's own becomes null, since whoever knows the schema expects no text there. */
function blankTyped(pass: Pass, value: string | number | boolean, { spot, type }: Whole): Json {
  takeNote(pass, String(value), { spot, type });
  return typeof value !== 'string' && spot.modelled ? null : standIn(type);
}

/** A blanked document may hold a secret that stands elsewhere in clear. */
function rememberInner(pass: Pass, text: string, type: string): void {
  const layer = layerOf(text);
  if (layer?.kind === 'json') {
    const take = (inner: string): string => {
      remember(pass.known, inner, type);
      return inner;
    };
    const as = { text: take, number: (value: number) => value, fixed: (value: boolean | null | string) => value };
    walk(layer.content, { spot: ROOT, node: undefined }, { ...as, key: (key) => key });
    return;
  }
  for (const found of findIn(text, {})) remember(pass.known, text.slice(found.start, found.end), found.type);
}

function maskFixed(pass: Pass, value: boolean | null | string, spot: Spot): Json {
  const type = spot.ruling.forced;
  return type === undefined || value === null ? value : blankTyped(pass, value, { spot, type });
}

function maskNumber(pass: Pass, value: number, spot: Spot): Json {
  if (spot.ruling.passed || isPlainNumber(value, spot)) return value;
  const text = String(value);
  const type = spot.ruling.forced ?? (isNumericSecret(spot.says) ? typeByName(pass, text, spot.says) : undefined);
  if (type !== undefined) return blankTyped(pass, value, { spot, type });
  const masked = scanLeaf(pass, text, spot);
  return masked === text ? value : masked;
}

function isPlainNumber(value: number, spot: Spot): boolean {
  return value < SMALLEST_CARD && spot.says === undefined && !isForced(spot);
}

/** `token: 4096` counts tokens; `password: 4096` is one. */
function isNumericSecret(type: string | undefined): boolean {
  return type === 'password' || type === 'pin';
}

function maskKey(pass: Pass, key: string, spot: Spot): string {
  if (spot.modelled || key.length < SHORTEST_KEY || (spot.plain && pass.skims)) return key;
  const scanned = pass.keys.get(key) ?? scannedKey(pass, key);
  if (scanned.findings.length === 0) return key;
  for (const { type, secret } of scanned.findings) {
    count(pass.tally, pathOf(spot.parent), type);
    remember(pass.known, secret, type);
  }
  return scanned.text;
}

function scannedKey(pass: Pass, key: string): Scanned {
  const scanned = scanText(key, pass.scene);
  if (pass.keys.size < MOST_KEYS) pass.keys.set(key, scanned);
  return scanned;
}
