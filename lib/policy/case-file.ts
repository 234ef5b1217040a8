import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import * as z from 'zod';
import { LIMIT_NAMES } from '../../lambdas/decide/limits.ts';

const count = z.int().min(0);
const texts = z.array(z.string());

const expectation = z
  .strictObject({
    verdict: z.enum(['allow', 'ask', 'deny', 'refused'], {
      error: 'must be allow, ask or deny, or refused for a call that the catalogue does not take',
    }),
    reasons: texts,
    policies: texts.optional(),
    approvers: texts.optional(),
    quorum: z.int().min(1).optional(),
    timeoutSeconds: z.int().min(1).optional(),
    escalate: texts.optional(),
    role: z.string().optional(),
    limits: z.partialRecord(z.enum(LIMIT_NAMES), z.int().min(1)).optional(),
  })
  .refine(({ verdict, approvers }) => verdict !== 'ask' || approvers !== undefined, {
    path: ['approvers'],
    error: 'must say who approves when the verdict is ask',
  });

const policyCase = z.strictObject({
  name: z.string().min(1),
  operation: z.strictObject({
    service: z.string(),
    operation: z.string(),
    input: z.record(z.string(), z.json()).default({}),
    account: z.string().optional(),
    region: z.string().optional(),
  }),
  agent: z.string().optional(),
  team: z.string().optional(),
  labels: texts.optional(),
  at: z.string().optional(),
  usage: z
    .strictObject({ operations: count, costBearing: count, deniedInARow: count, sessionOperations: count })
    .partial()
    .optional(),
  expect: expectation,
});

/** What the policies are expected to say. What it does not mention is not compared. */
export type Expectation = z.infer<typeof expectation>;

/** One call, the situation it is asked in, and what the policies should say of it. */
export type PolicyCase = z.infer<typeof policyCase>;

/** The cases of one file. */
export interface CaseFile {
  readonly file: string;
  readonly cases: readonly PolicyCase[];
}

/** A case file cannot be used; the message says where and why. */
export class BadCaseFile extends Error {
  constructor(file: string, why: string) {
    super(`${file}: ${why}`);
    this.name = 'BadCaseFile';
  }
}

/** Reads a file of cases, YAML or JSON: a list. Throws BadCaseFile with every fault in it; the file system's own error too. */
export function readCases(file: string): CaseFile {
  const document = parseDocument(readFileSync(file, 'utf8')); // JSON is YAML
  if (document.errors.length > 0) throw new BadCaseFile(file, document.errors.map(({ message }) => message).join('\n'));
  const parsed = z.array(policyCase).min(1, 'holds no case').safeParse(document.toJS());
  if (!parsed.success) throw new BadCaseFile(file, `\n${z.prettifyError(parsed.error)}`);
  const names = parsed.data.map(({ name }) => name);
  const doubled = names.find((name, index) => names.indexOf(name) !== index);
  if (doubled !== undefined)
    throw new BadCaseFile(file, `two cases are called "${doubled}": give each a name of its own`);
  return { file, cases: parsed.data };
}
