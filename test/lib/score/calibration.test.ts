import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { hardZeroKind } from '../../../lib/score/hard-zero.ts';
import { readCorpus } from '../../../lib/score/corpus.ts';
import type { Engine } from '../../../lib/score/engine.ts';
import { type MaskingScore, scoreMasking } from '../../../lib/score/score.ts';

const KEY_ID_OR_EMAIL = /AKIA[A-Z0-9]{16}|[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}/g;

/** Engines so simple that their score can be told without this scorer. */
const ENGINES = {
  identity: textEngine((text) => text),
  blank: textEngine(() => '[X]'),
  'two regexes': textEngine((text) => text.replace(KEY_ID_OR_EMAIL, '[X]')),
};

type Row = readonly [hit: number, of: number];
interface Expected {
  readonly recall: Row;
  readonly curatedFp: Row;
  readonly nearMiss: Row;
  readonly sentenceRecall: Row;
  readonly tokenPrecision: Row;
  readonly coreRecall: Row;
  readonly coreFp: Row;
}

/** Hits of the three engines on the small corpus in this folder, counted by hand. */
const OWN: Readonly<Record<keyof typeof ENGINES, Expected>> = {
  identity: row([0, 3], [0, 2], [0, 1], [0, 2], [0, 0], [0, 2], [0, 1]),
  blank: row([3, 3], [2, 2], [1, 1], [2, 2], [9, 19], [2, 2], [1, 1]),
  'two regexes': row([1, 3], [1, 2], [0, 1], [1, 2], [1, 1], [1, 2], [0, 1]),
};

/** The calibration table of the corpus README. */
const DEVELOPMENT: Readonly<Record<keyof typeof ENGINES, Expected>> = {
  identity: row([0, 784], [0, 168], [0, 54], [0, 173], [0, 0], [0, 128], [0, 110]),
  blank: row([784, 784], [168, 168], [54, 54], [173, 173], [2711, 10253], [128, 128], [110, 110]),
  'two regexes': row([10, 784], [7, 168], [0, 54], [25, 173], [25, 25], [3, 128], [0, 110]),
};

/** The labelled corpus is kept beside the repository; without it the small one speaks alone. */
const corpora = [
  { name: 'the small corpus', folder: join(import.meta.dirname, 'corpus'), expected: OWN },
  {
    name: 'the development half',
    folder: join(import.meta.dirname, '../../../../shared/corpora/masking'),
    expected: DEVELOPMENT,
  },
].filter(({ folder }) => existsSync(folder));

describe.each(corpora)('the scorer on $name', ({ folder, expected }) => {
  const corpus = readCorpus(folder);

  it.each(Object.keys(ENGINES) as (keyof typeof ENGINES)[])('gives the %s engine its known score', (name) => {
    const { score } = scoreMasking(corpus, ENGINES[name]);

    expect(countsOf(score)).toEqual(expected[name]);
  });

  it('gives fractions of the same counts', () => {
    const { score } = scoreMasking(corpus, ENGINES['two regexes']);
    const { recall, curatedFp } = expected['two regexes'];

    expect(score.secrets.recall).toBe(recall[0] / recall[1]);
    expect(score.secrets.curatedFp).toBe(curatedFp[0] / curatedFp[1]);
  });
});

describe('the scorer', () => {
  const corpus = readCorpus(join(import.meta.dirname, 'corpus'));
  const { score, failures, maskedLeaves } = scoreMasking(corpus, ENGINES['two regexes']);

  it('breaks recall down by source and by family', () => {
    expect(score.secrets.bySource).toEqual({
      'detect-secrets': { hit: 0, of: 1, rate: 0 },
      gitleaks: { hit: 1, of: 2, rate: 0.5 },
    });
    expect(score.secrets.byType['gitleaks/aws-access-token']).toEqual({ hit: 1, of: 1, rate: 1 });
    expect(score.secrets.aws).toEqual({ hit: 1, of: 1, rate: 1 });
    expect(score.pii.byType).toEqual({
      EMAIL_ADDRESS: { hit: 1, of: 1, rate: 1 },
      PHONE_NUMBER: { hit: 0, of: 1, rate: 0 },
    });
  });

  it('names the cases that went wrong', () => {
    expect(failures).toEqual([
      { id: 's2', type: 'generic', kind: 'missed' },
      { id: 's3', type: 'keyword', kind: 'missed' },
      { id: 's4', type: 'aws-access-token', kind: 'curated-fp' },
      { id: 'p1', type: 'PHONE_NUMBER', kind: 'missed' },
      { id: 'p5', type: 'IBAN_CODE', kind: 'missed' },
    ]);
  });

  it('counts string leaves of documents, and the masked ones by reason', () => {
    const engine = { ...ENGINES.identity, document: masksEmail };
    const documents = scoreMasking(corpus, engine).score.documents;

    expect(score.documents).toMatchObject({
      documents: 2,
      maskedDocuments: 0,
      leaves: 4,
      maskedLeaves: 0,
      byReason: {},
    });
    expect(maskedLeaves).toEqual([]);
    expect(documents).toMatchObject({ maskedDocuments: 1, maskedLeaves: 1, byReason: { email: 1 } });
    expect(documents.withoutAddresses).toEqual({ maskedDocuments: 1, maskedLeaves: 1 });
  });
});

describe('what must never be masked', () => {
  it.each([
    ['arn', 'RoleArn', 'arn:aws:iam::111122223333:role/reader'],
    ['resource-id', 'InstanceId', 'i-0123456789abcdef0'],
    ['resource-id', 'RoleId', 'AROACKCEVSQ6C2EXAMPLE'],
    ['uuid', 'JobId', '6f0b1e1e-5f6b-4c2f-9f0a-0a1b2c3d4e5f'],
    ['date', 'Created', '2026-11-22T19:00:00Z'],
    ['region', 'Region', 'eu-west-1'],
    ['account-id', 'OwnerId', '111122223333'],
    ['request-token', 'NextToken', 'eyJNYXJrZXIiOiBudWxsfQ=='],
    ['request-token', 'clientRequestToken', 'anything'],
    [undefined, 'Token', 'eyJNYXJrZXIiOiBudWxsfQ=='],
    [undefined, 'Email', 'anna@example.org'],
  ])('is known as %s, or not: %s', (kind, name, value) => {
    expect(hardZeroKind(name, value)).toBe(kind);
  });

  it('is counted by kind, masked and in all', () => {
    const blank = { ...ENGINES.identity, document: () => '[masked:everything]' };
    const corpus = readCorpus(join(import.meta.dirname, 'corpus'));

    expect(scoreMasking(corpus, blank).score.documents.hardZero['resource-id']).toEqual({ masked: 1, of: 1 });
    expect(scoreMasking(corpus, ENGINES.identity).score.documents.hardZero['resource-id']).toEqual({
      masked: 0,
      of: 1,
    });
  });
});

describe('a corpus file', () => {
  it('that holds something else is refused by file and line', () => {
    expect(() => readCorpus(join(import.meta.dirname, 'broken'))).toThrow(
      /secrets\.jsonl, line 2: not a labelled case/,
    );
  });
});

function masksEmail(document: unknown): unknown {
  return JSON.parse(JSON.stringify(document).replace('anna@example.org', '[masked:email]'));
}

function textEngine(text: (text: string) => string): Engine {
  return { text, document: (document) => document };
}

function row(...[recall, curatedFp, nearMiss, sentenceRecall, tokenPrecision, coreRecall, coreFp]: Row[]): Expected {
  return { recall, curatedFp, nearMiss, sentenceRecall, tokenPrecision, coreRecall, coreFp } as Expected;
}

function countsOf({ secrets, pii }: MaskingScore): Expected {
  const { nationalIdRecall: _recall, nationalIdFp: _fp, ...core } = pii.counts;
  const counts = Object.entries({ ...secrets.counts, ...core });
  return Object.fromEntries(counts.map(([name, { hit, of }]) => [name, [hit, of]])) as unknown as Expected;
}
