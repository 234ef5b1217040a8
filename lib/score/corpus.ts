import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import * as z from 'zod';

/** A stretch of a case's text that must go, in UTF-16 units, end exclusive; the type is named in the personal-data files. */
const SPAN = z.tuple([z.number(), z.number()]).rest(z.string());

const SECRET_CASE = z.object({
  id: z.string(),
  source: z.string(),
  type: z.string(),
  group: z.string(),
  label: z.boolean(),
  neg_kind: z.string().optional(),
  text: z.string(),
  spans: z.array(SPAN).nullable(),
});

const PERSONAL_CASE = SECRET_CASE.extend({ scope: z.string() });
const DOCUMENT_CASE = z.object({ path: z.string(), doc: z.unknown() });

/** A text with the secrets in it, or with something that only looks like one. */
export type SecretCase = z.infer<typeof SECRET_CASE>;
/** A text with personal data in it, and what it belongs to: `sentence`, `core` or `national-id`. */
export type PersonalCase = z.infer<typeof PERSONAL_CASE>;
/** A JSON document from the AWS CLI's example pages. */
export type DocumentCase = z.infer<typeof DOCUMENT_CASE>;

/** All labelled cases of a folder. */
export interface Corpus {
  readonly secrets: readonly SecretCase[];
  readonly personal: readonly PersonalCase[];
  readonly documents: readonly DocumentCase[];
}

/**
 * Reads the files `secrets*`, `pii*` and `awscli_docs*` of a folder, JSON lines, gzipped or not. Throws for an unreadable
 * folder, and for a line that is no such case, naming file and line.
 */
export function readCorpus(folder: string): Corpus {
  const files = readdirSync(folder).filter((name) => /\.jsonl(?:\.gz)?$/.test(name));
  const read = <Case>(start: string, form: z.ZodType<Case>) =>
    files.filter((name) => name.startsWith(start)).flatMap((name) => casesOf(join(folder, name), form));
  return {
    secrets: read('secrets', SECRET_CASE),
    personal: read('pii', PERSONAL_CASE),
    documents: read('awscli_docs', DOCUMENT_CASE),
  };
}

function casesOf<Case>(file: string, form: z.ZodType<Case>): readonly Case[] {
  const content = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(content) : content).toString('utf8');
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.map((line, index) => caseOf(line, { form, place: `${file}, line ${index + 1}` }));
}

function caseOf<Case>(line: string, read: { form: z.ZodType<Case>; place: string }): Case {
  try {
    return read.form.parse(JSON.parse(line));
  } catch (cause) {
    throw new Error(`${read.place}: not a labelled case. See the corpus README for the fields.`, { cause });
  }
}
