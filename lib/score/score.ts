import type { Corpus } from './corpus.ts';
import { type DocumentScore, type MaskedLeaf, scoreDocuments } from './documents.ts';
import type { Engine } from './engine.ts';
import type { Failure } from './failure.ts';
import { type PersonalScore, scorePersonal } from './personal.ts';
import { scoreSecrets, type SecretScore } from './secrets.ts';

/** How well an engine masks: fractions from 0 to 1, their counts, and what it did to harmless documents. */
export interface MaskingScore {
  readonly secrets: SecretScore;
  readonly pii: PersonalScore;
  readonly documents: DocumentScore;
}

/** The score, with the cases behind it that deserve a look. */
export interface Scored {
  readonly score: MaskingScore;
  readonly failures: readonly Failure[];
  readonly maskedLeaves: readonly MaskedLeaf[];
}

/** Scores an engine on a corpus by the corpus's own rules. */
export function scoreMasking(corpus: Corpus, engine: Engine): Scored {
  const secrets = scoreSecrets(corpus.secrets, engine);
  const personal = scorePersonal(corpus.personal, engine);
  const documents = scoreDocuments(corpus.documents, engine);
  return {
    score: { secrets: secrets.score, pii: personal.score, documents: documents.score },
    failures: [...secrets.failures, ...personal.failures],
    maskedLeaves: documents.masked,
  };
}
