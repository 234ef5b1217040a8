import type { PersonalCase } from './corpus.ts';
import type { Engine } from './engine.ts';
import type { Failure } from './failure.ts';
import { isCaught, leaks } from './leak.ts';
import { type Fraction, fractionOf, type Rate, rateOf, ratesBy, together } from './rate.ts';
import { tokenPrecision } from './tokens.ts';

/** How well personal data was found in sentences and by single recognisers' cases. */
export interface PersonalScore {
  /** Share of the core values in sentences that are gone. */
  readonly sentenceRecall: number | null;
  /** Share of the words taken out of sentences that belong to something personal. */
  readonly tokenPrecision: number | null;
  readonly coreRecall: number | null;
  readonly coreFp: number | null;
  /** Recall of core values in sentences, by type. */
  readonly byType: Readonly<Record<string, Fraction>>;
  /** Recall of single recognisers' cases, by type. */
  readonly coreByType: Readonly<Record<string, Fraction>>;
  readonly nationalIdByType: Readonly<Record<string, Fraction>>;
  readonly counts: Readonly<
    Record<'sentenceRecall' | 'tokenPrecision' | 'coreRecall' | 'coreFp' | 'nationalIdRecall' | 'nationalIdFp', Rate>
  >;
}

/** The types that every engine should find in a sentence. */
const CORE: ReadonlySet<string> = new Set([
  'CREDIT_CARD',
  'PHONE_NUMBER',
  'EMAIL_ADDRESS',
  'IBAN_CODE',
  'US_SSN',
  'IP_ADDRESS',
]);
const NOT_SCORED: ReadonlySet<string> = new Set(['MAC_ADDRESS', 'CRYPTO']);

interface Judged {
  readonly tried: PersonalCase;
  readonly masked: string;
  readonly hit: boolean;
}

interface Value {
  readonly type: string;
  readonly gone: boolean;
}

/** Scores an engine on labelled personal data. */
export function scorePersonal(
  cases: readonly PersonalCase[],
  engine: Engine,
): { score: PersonalScore; failures: readonly Failure[] } {
  const judged = cases.map((tried) => judge(tried, maskedBy(engine, tried)));
  const sentences = judged.filter(({ tried }) => tried.scope === 'sentence');
  const core = judged.filter(({ tried }) => tried.scope === 'core' && !NOT_SCORED.has(tried.type));
  const national = judged.filter(({ tried }) => tried.scope === 'national-id');
  const values = sentences.flatMap(valuesOf);
  const precisions = sentences.map(({ tried, masked }) => tokenPrecision(tried, masked));
  const counts = {
    sentenceRecall: rateOf(values, isGone),
    tokenPrecision: precisions.reduce(together, { hit: 0, of: 0 }),
    coreRecall: rateOf(positivesOf(core), isHit),
    coreFp: rateOf(negativesOf(core), isHit),
    nationalIdRecall: rateOf(positivesOf(national), isHit),
    nationalIdFp: rateOf(negativesOf(national), isHit),
  };
  const score = {
    sentenceRecall: fractionOf(counts.sentenceRecall),
    tokenPrecision: fractionOf(counts.tokenPrecision),
    coreRecall: fractionOf(counts.coreRecall),
    coreFp: fractionOf(counts.coreFp),
    byType: ratesBy(values, { name: ({ type }) => type, holds: isGone }),
    coreByType: ratesBy(positivesOf(core), { name: typeOf, holds: isHit }),
    nationalIdByType: ratesBy(positivesOf(national), { name: typeOf, holds: isHit }),
    counts,
  };
  return { score, failures: [...sentences.flatMap(sentenceFailures), ...core.filter(isWrong).map(caseFailure)] };
}

const isHit = ({ hit }: Judged) => hit;
const isGone = ({ gone }: Value) => gone;
const typeOf = ({ tried }: Judged) => tried.type;
const isWrong = ({ tried, hit }: Judged) => tried.label !== hit;

function positivesOf(judged: readonly Judged[]): readonly Judged[] {
  return judged.filter(({ tried }) => tried.label);
}

function negativesOf(judged: readonly Judged[]): readonly Judged[] {
  return judged.filter(({ tried }) => !tried.label);
}

function maskedBy(engine: Engine, { scope, text }: PersonalCase): string {
  return scope === 'national-id' ? (engine.nationalText ?? engine.text)(text) : engine.text(text);
}

function judge(tried: PersonalCase, masked: string): Judged {
  return { tried, masked, hit: tried.label ? isCaught(tried, masked) : masked !== tried.text };
}

function valuesOf({ tried, masked }: Judged): readonly Value[] {
  return (tried.spans ?? [])
    .filter(([, , type]) => CORE.has(type ?? ''))
    .map(([start, end, type]) => ({ type: type ?? '', gone: !leaks(tried.text.slice(start, end), masked) }));
}

function sentenceFailures(judged: Judged): readonly Failure[] {
  const { id } = judged.tried;
  const missed = valuesOf(judged).filter(({ gone }) => !gone);
  const { hit, of } = tokenPrecision(judged.tried, judged.masked);
  return [
    ...missed.map(({ type }): Failure => ({ id, type, kind: 'missed' })),
    ...(hit < of ? [{ id, type: judged.tried.type, kind: 'imprecise' } as const] : []),
  ];
}

function caseFailure({ tried }: Judged): Failure {
  return { id: tried.id, type: tried.type, kind: tried.label ? 'missed' : 'false-positive' };
}
