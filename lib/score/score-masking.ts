/**
 * Scores the masking: `npm run score:masking -- --corpus DIR` prints JSON. `--failures` lists on stderr the cases that went
 * wrong (id, type, kind) and the masked leaves of documents.
 */
import { parseArgs } from 'node:util';
import { readCorpus } from './corpus.ts';
import { COUNTERSIGN } from './engine.ts';
import { type Scored, scoreMasking } from './score.ts';

const { values } = parseArgs({
  options: { corpus: { type: 'string' }, failures: { type: 'boolean', default: false } },
});

if (values.corpus === undefined) {
  console.error('Which corpus? npm run score:masking -- --corpus DIR [--failures]');
  process.exitCode = 2;
} else {
  const scored = scoreMasking(readCorpus(values.corpus), COUNTERSIGN);
  if (values.failures) listFailures(scored);
  console.log(JSON.stringify(scored.score, undefined, 2));
}

function listFailures({ failures, maskedLeaves }: Scored): void {
  for (const { id, type, kind } of failures) console.error(`${kind}\t${type}\t${id}`);
  for (const { reason, document, path } of maskedLeaves) console.error(`masked-leaf\t${reason}\t${document} ${path}`);
}
