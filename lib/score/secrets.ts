import type { SecretCase } from './corpus.ts';
import type { Engine } from './engine.ts';
import type { Failure } from './failure.ts';
import { isCaught } from './leak.ts';
import { type Fraction, fractionOf, type Rate, rateOf, ratesBy, withFraction } from './rate.ts';

/** How well secrets were found, and how often something harmless was taken for one. */
export interface SecretScore {
  readonly recall: number | null;
  /** Share of the harmless texts of a source that were changed. */
  readonly curatedFp: number | null;
  /** Share of the broken tokens that were changed; masking one is harmless. */
  readonly nearMiss: number | null;
  /** The families of AWS alone. */
  readonly aws: Fraction;
  readonly bySource: Readonly<Record<string, Fraction>>;
  /** Recall of each family: `source/type`. */
  readonly byType: Readonly<Record<string, Fraction>>;
  readonly counts: Readonly<Record<'recall' | 'curatedFp' | 'nearMiss', Rate>>;
}

interface Judged {
  readonly tried: SecretCase;
  /** Caught for a secret, changed for anything else. */
  readonly hit: boolean;
}

const AWS = /(?:^|-)aws(?:-|$)/;

/** Scores an engine on labelled secrets. */
export function scoreSecrets(
  cases: readonly SecretCase[],
  engine: Engine,
): { score: SecretScore; failures: readonly Failure[] } {
  const judged = cases.map((tried) => judge(tried, engine.text(tried.text)));
  const positives = judged.filter(({ tried }) => tried.label);
  const holds = ({ hit }: Judged) => hit;
  const negatives = (kind: string) =>
    rateOf(
      judged.filter(({ tried }) => !tried.label && tried.neg_kind === kind),
      holds,
    );
  const counts = {
    recall: rateOf(positives, holds),
    curatedFp: negatives('curated-fp'),
    nearMiss: negatives('near-miss'),
  };
  const score = {
    recall: fractionOf(counts.recall),
    curatedFp: fractionOf(counts.curatedFp),
    nearMiss: fractionOf(counts.nearMiss),
    aws: withFraction(rateOf(positives.filter(isAws), holds)),
    bySource: ratesBy(positives, { name: ({ tried }) => tried.source, holds }),
    byType: ratesBy(positives, { name: ({ tried }) => `${tried.source}/${tried.type}`, holds }),
    counts,
  };
  return { score, failures: judged.filter(isFailure).map(failureOf) };
}

function judge(tried: SecretCase, masked: string): Judged {
  return { tried, hit: tried.label ? isCaught(tried, masked) : masked !== tried.text };
}

/** Yandex issues keys for an interface that is like AWS's own. */
function isAws({ tried }: Judged): boolean {
  return AWS.test(tried.type) && !tried.type.includes('yandex');
}

function isFailure({ tried, hit }: Judged): boolean {
  return tried.label !== hit;
}

function failureOf({ tried }: Judged): Failure {
  const { id, type, label, neg_kind } = tried;
  if (label) return { id, type, kind: 'missed' };
  return { id, type, kind: neg_kind === 'near-miss' ? 'near-miss' : 'curated-fp' };
}
