import { mask, type Masked } from '../../lambdas/mask/mask.ts';
import type { MaskPlan } from '../../lambdas/mask/plan.ts';
import { Misuse } from './misuse.ts';

/** How the standard input of `countersign mask` is read. */
export const FORMATS = ['json', 'ndjson', 'text'] as const;
export type Format = (typeof FORMATS)[number];

/** A document masked: as it is printed, in the format in which it was read, and the report. */
export interface MaskedInput {
  readonly text: string;
  readonly report: Masked['report'];
}

/**
 * Masks a document as the executor would mask an answer. Without a format it is JSON if it parses whole, NDJSON if each of two or
 * more lines does, and else text. Throws Misuse, quoting nothing of the input, where it is not in the format asked for.
 */
export function maskInput(input: string, plan: MaskPlan, format?: Format): MaskedInput {
  const read = readAs(input, format ?? formatOf(input));
  const { value, report } = mask(read.value, plan);
  return { text: read.print(value), report };
}

interface Read {
  readonly value: unknown;
  print(masked: Masked['value']): string;
}

function formatOf(input: string): Format {
  if (parsed(input) !== undefined) return 'json';
  const lines = linesOf(input);
  return lines.length > 1 && lines.every((line) => parsed(line) !== undefined) ? 'ndjson' : 'text';
}

function readAs(input: string, format: Format): Read {
  if (format === 'text') return { value: input, print: String };
  if (format === 'json') return { value: parsedOrMisuse(input, 'the input'), print: pretty };
  const documents = linesOf(input).map((line, index) => parsedOrMisuse(line, `line ${index + 1} that is not empty`));
  // Without its list, what masking withheld as a whole is one line.
  return { value: documents, print: (masked) => [masked].flat().map(oneLine).join('') };
}

function linesOf(input: string): readonly string[] {
  return input.split('\n').filter((line) => line.trim() !== '');
}

function parsed(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined; // the caller takes it for something else, or says so
  }
}

/** V8's own message would quote the input, which may be the secret. */
function parsedOrMisuse(text: string, what: string): unknown {
  const found = parsed(text);
  if (found === undefined) throw new Misuse(`${what} is not JSON; leave --input out, or use --input text`);
  return found.value;
}

function pretty(document: unknown): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}

function oneLine(document: unknown): string {
  return `${JSON.stringify(document)}\n`;
}
