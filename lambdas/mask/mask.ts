import type { Json } from '../runtime/json.ts';
import { acrossRecords } from './across-records.ts';
import type { KnownSecrets, SecretSearch } from './known-secrets.ts';
import { firstVisitor } from './first-pass.ts';
import { newPass, type Pass, searchOf } from './pass.ts';
import { type MaskPlan, SCAN_EVERYTHING } from './plan.ts';
import { count, type MaskingReport, newTally, reportOf } from './report.ts';
import { saysAgain, secondVisitor } from './second-pass.ts';
import { ROOT, type Spot } from './spot.ts';
import { walk } from './walk.ts';

/** A value that may leave the process, and the report of what was taken out. */
export interface Masked {
  readonly value: Json;
  readonly report: MaskingReport;
}

/** A text that may leave the process, and the report of what was taken out. */
export interface MaskedText {
  readonly text: string;
  readonly report: MaskingReport;
}

const WITHHELD = '[withheld:masking-failed]';

/**
 * Masks secrets and personal data in an answer or an input by its plan, field names and content, and gives it back as JSON. A secret
 * of 12 characters or more found in one place is replaced in every other. `echoed` holds secrets known beforehand, from `secretsIn`.
 * Masking twice changes nothing. Never throws: on any fault of its own the whole value is withheld and the report says so.
 */
export function mask(value: unknown, plan: MaskPlan, echoed: KnownSecrets = new Map()): Masked {
  try {
    const pass = newPass(plan, new Map(echoed));
    return { value: maskWithin(pass, value), report: reportOf(pass.tally) };
  } catch {
    // Whatever went wrong, an unmasked value must not be what comes of it.
    return withheld();
  }
}

/** One value of a masking that goes on over several, standing at a spot of the answer. Throws on any fault. */
export function maskWithin(pass: Pass, value: unknown, spot: Spot = ROOT): Json {
  const node = spot === ROOT ? pass.plan.root : undefined;
  const visitor = acrossRecords(firstVisitor(pass), pass);
  pass.encoded.clear();
  const left = walk(value, { spot, node, binary: pass.plan.binary }, visitor).value;
  if (pass.known.size === 0) return left;
  const search = searchOf(pass);
  return saysAgain(left, pass, search) ? replaced(left, pass, search) : left;
}

/** Masks a bare text, such as the message of an error; see `mask`. */
export function maskText(text: string, plan: MaskPlan = SCAN_EVERYTHING, echoed: KnownSecrets = new Map()): MaskedText {
  const { value, report } = mask(String(text), { ...plan, root: undefined, binary: false }, echoed);
  return { text: String(value), report };
}

/**
 * The secrets that masking finds in a value: hand them to `mask` or `maskText` for an answer that may echo its input. Throws where
 * the value cannot be read: then the answer should not be shown.
 */
export function secretsIn(value: unknown, plan: MaskPlan): KnownSecrets {
  const pass = newPass(plan, new Map());
  walk(value, { spot: ROOT, node: plan.root }, firstVisitor(pass));
  return pass.known;
}

/** Replaces the secrets that are known by now. Throws on any fault. */
export function replaceKnown(value: Json, pass: Pass): Json {
  if (pass.known.size === 0) return value;
  return replaced(value, pass, searchOf(pass));
}

function replaced(value: Json, pass: Pass, search: SecretSearch): Json {
  return walk(value, { spot: ROOT, node: undefined }, secondVisitor(pass, search)).value;
}

function withheld(): Masked {
  const tally = newTally();
  count(tally, '$', { type: 'masking-failed', reason: 'limit' });
  tally.truncated = true;
  return { value: WITHHELD, report: reportOf(tally) };
}
