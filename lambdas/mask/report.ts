import { createHash } from 'node:crypto';
import { CURATED_FIELDS, PAGINATION_MEMBERS } from './curated-fields.ts';
import { DETECTORS } from './detectors/all.ts';
import { TOKEN_SHAPES } from './detectors/token-shapes.ts';
import { VENDOR_TOKENS } from './detectors/vendor-tokens.ts';
import { HARMLESS_ENDINGS, HARMLESS_KEYS, KEY_QUALIFIERS, SECRET_WORDS, TOKEN_DISQUALIFIERS } from './name-words.ts';

/** What was masked: counts, types and JSON paths; never a value, a secret's length or a hash of it. */
export interface MaskingReport {
  /** Version and hash of the rules that were applied. */
  readonly rulePack: string;
  readonly findings: number;
  readonly byType: Readonly<Record<string, number>>;
  /** Where: array indices are `[*]`, keys of sensitive maps `[masked]`. At most 200 paths. */
  readonly paths: readonly FoundPath[];
  /** UTF-8 bytes of text looked at, decoded layers included. */
  readonly bytesScanned: number;
  /** Whether a limit was met: then something was masked whole, or paths were left out. */
  readonly truncated: boolean;
  /** What it took, the reading of a streamed body included; absent where nobody looked at a clock. */
  readonly milliseconds?: number;
}

/**
 * Why something was masked. `plan`: AWS, the reviewed tables or the team's policy mark the field. `name`: its name tells. `form`: the
 * value itself does. `repeat`: it was found elsewhere in the same answer. `limit`: it could not be looked into.
 */
export type Reason = 'plan' | 'name' | 'form' | 'repeat' | 'limit';

/** A path with what was found there and why, and how often over all its array elements. */
export interface FoundPath {
  readonly path: string;
  readonly type: string;
  readonly reason: Reason;
  readonly count: number;
}

/** Bump when a rule that is code and not data changes. */
const VERSION = '2';
const MOST_PATHS = 200;

/** Names the rules in force, so that a record says which rules masked it. */
export const RULE_PACK: string = `${VERSION}-${hashOfRules()}`;

/** Counts findings while the masking goes on. */
export interface Tally {
  readonly rulePack: string;
  readonly byType: Map<string, number>;
  readonly paths: Map<string, { -readonly [K in keyof FoundPath]: FoundPath[K] }>;
  findings: number;
  bytes: number;
  truncated: boolean;
}

/** A tally of nothing yet, by the rule pack and, where it has an id, a team's policy. */
export function newTally(policy = ''): Tally {
  const rulePack = policy === '' ? RULE_PACK : `${RULE_PACK}+${policy}`;
  return { rulePack, byType: new Map(), paths: new Map(), findings: 0, bytes: 0, truncated: false };
}

/** Adds one finding: a type, found by the value's own form unless another reason is given. */
export function count(tally: Tally, path: string, found: string | { type: string; reason: Reason }): void {
  const { type, reason } = typeof found === 'string' ? { type: found, reason: 'form' as const } : found;
  tally.findings++;
  tally.byType.set(type, (tally.byType.get(type) ?? 0) + 1);
  addPath(tally, { path, type, reason, count: 1 });
}

function addPath(tally: Tally, found: FoundPath): void {
  const key = `${found.reason} ${found.type} ${found.path}`;
  const known = tally.paths.get(key);
  if (known !== undefined) known.count += found.count;
  else if (tally.paths.size < MOST_PATHS) tally.paths.set(key, { ...found });
  else tally.truncated = true;
}

/** The report of a finished masking. */
export function reportOf(tally: Tally): MaskingReport {
  return {
    rulePack: tally.rulePack,
    findings: tally.findings,
    byType: Object.fromEntries(tally.byType),
    paths: [...tally.paths.values()].map((found) => ({ ...found })),
    bytesScanned: tally.bytes,
    truncated: tally.truncated,
  };
}

/** The reports on the parts of one answer as one. */
export function mergedReport(reports: readonly MaskingReport[]): MaskingReport {
  const tally = newTally();
  for (const report of reports) {
    for (const found of report.paths) addPath(tally, found);
    tally.bytes += report.bytesScanned;
    tally.truncated ||= report.truncated;
  }
  const findings = reports.reduce((sum, report) => sum + report.findings, 0);
  const timed = reports.flatMap(({ milliseconds }) => milliseconds ?? []);
  return {
    ...reportOf(tally),
    ...(timed.length > 0 && { milliseconds: timed.reduce((sum, one) => sum + one) }),
    rulePack: reports[0]?.rulePack ?? RULE_PACK,
    findings,
    byType: summed(reports.map(({ byType }) => byType)),
  };
}

function summed(counts: readonly Readonly<Record<string, number>>[]): Readonly<Record<string, number>> {
  const sum: Record<string, number> = {};
  for (const [type, times] of counts.flatMap((one) => Object.entries(one))) sum[type] = (sum[type] ?? 0) + times;
  return sum;
}

function hashOfRules(): string {
  const sets = [KEY_QUALIFIERS, TOKEN_DISQUALIFIERS, HARMLESS_ENDINGS, HARMLESS_KEYS, PAGINATION_MEMBERS].map((set) => [
    ...set,
  ]);
  const rules = [
    CURATED_FIELDS,
    VENDOR_TOKENS,
    TOKEN_SHAPES.map(([type, , form]) => [type, form.source]),
    SECRET_WORDS,
    DETECTORS.map((detector) => detector.name),
    sets,
  ];
  return createHash('sha256').update(JSON.stringify(rules)).digest('hex').slice(0, 12);
}
