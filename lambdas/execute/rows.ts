import type { Json, JsonObject } from '../runtime/json.ts';

/** Lists that describe records and hold none. */
const ABOUT_RECORDS = /^column(Info|Metadata)$/i;
/** Members that are one record, whatever lists are in it. */
const ONE_RECORD: ReadonlySet<string> = new Set(['Item', 'Attributes']);
/** Lists whose entries are groups: the records are in this member of each. */
const GROUPED: Readonly<Record<string, string>> = {
  Reservations: 'Instances',
  ResultsByTime: 'Groups',
  MetricDataResults: 'Values',
  Records: 'CSVRecords',
};

/**
 * How many records an answer holds: the entries of the outermost list on each way into it, be it a list of AWS's (Items,
 * Contents, Rows) or a table within a text (JSON, JSON lines, CSV). An answer without any list is one record.
 */
export function rowsOf(answer: Json): number {
  return listed(answer) ?? 1;
}

function listed(value: Json, name = ''): number | undefined {
  if (typeof value === 'string') return rowsInText(value);
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) return sum(value.map((entry: Json) => recordsIn(entry, name)));
  const within = Object.entries(value as JsonObject).filter(
    ([member]) => !ABOUT_RECORDS.test(member) && !ONE_RECORD.has(member),
  );
  const found = within.flatMap(([member, held]) => listed(held, member) ?? []);
  return found.length > 0 ? sum(found) : undefined;
}

/** An entry is one record at least, so that empty groups count too. */
function recordsIn(entry: Json, list: string): number {
  const group = Object.hasOwn(GROUPED, list) ? GROUPED[list] : undefined;
  if (group === undefined || typeof entry !== 'object' || entry === null) return 1;
  return Math.max(1, listed((entry as JsonObject)[group] ?? null) ?? 1);
}

function rowsInText(text: string): number | undefined {
  if (/^\s*[[{]/.test(text)) {
    const json = rowsInJson(text);
    if (json !== undefined) return json.rows;
  }
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  return lines.length > 1 && (isJsonLines(lines) || isTable(lines)) ? lines.length : undefined;
}

/** Undefined for a text that is no JSON, or is nested deeper than the stack. */
function rowsInJson(text: string): { readonly rows: number | undefined } | undefined {
  try {
    return { rows: listed(JSON.parse(text) as Json) };
  } catch {
    return undefined;
  }
}

/** Enough lines to tell a table from a text. */
const LOOK = 20;

function isJsonLines(lines: readonly string[]): boolean {
  return lines.slice(0, LOOK).every((line) => /^\s*\{.*\}\s*$/.test(line));
}

/** Each line has at least the separators of the first: a text that looks like a table counts as one. */
function isTable(lines: readonly string[]): boolean {
  return [',', ';', '\t', '|'].some((separator) => {
    const columns = count(lines[0] ?? '', separator);
    return columns > 0 && lines.slice(0, LOOK).every((line) => count(line, separator) >= columns);
  });
}

function count(line: string, separator: string): number {
  return line.split(separator).length - 1;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, one) => total + one, 0);
}
