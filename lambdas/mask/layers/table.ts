import { classOfName } from '../names.ts';
import { scanText } from '../scan.ts';
import type { Layer } from './layer.ts';
import { type Row, rowsOf } from './rows.ts';

const LONGEST_HEADER = 4096;
const DELIMITERS = [',', '\t', ';', '|'] as const;
const COLUMN_NAME = /^[A-Za-z_][\w .()/-]{0,63}$/;

/**
 * A table with a header (CSV by RFC 4180, TSV, and with `;` or `|`), if the header tells what is secret: each row is read as an
 * object, so that its column's name speaks for a cell. Only cells that change are written anew. A text in which fewer than half of the
 * rows fit the header is no table.
 */
export function tableLayer(text: string): Layer | undefined {
  const end = text.indexOf('\n');
  if (end < 0 || end > LONGEST_HEADER) return undefined;
  const delimiter = delimiterOf(text.slice(0, end));
  if (delimiter === undefined) return undefined;
  const rows = rowsOf(text, delimiter);
  const [header, ...body] = rows ?? [];
  if (header === undefined || !fits(header, body)) return undefined;
  const names = columnNames(header);
  return {
    kind: delimiter === '\t' ? 'tsv' : 'csv',
    content: body.map((row) => record(row, names)),
    bytes: text.length,
    write: (masked) => written(masked as readonly Readonly<Record<string, unknown>>[], { header, body, delimiter }),
  };
}

/** The first line of a text, with its line break, if it is a telling header of a table. */
export function tableHeader(text: string): string | undefined {
  const end = text.indexOf('\n');
  if (end < 0 || end > LONGEST_HEADER || delimiterOf(text.slice(0, end)) === undefined) return undefined;
  return text.slice(0, end + 1);
}

/** The delimiter that makes a telling header of the first line. */
function delimiterOf(line: string): string | undefined {
  return DELIMITERS.find((delimiter) => {
    if (!line.includes(delimiter)) return false;
    const names = line.split(delimiter).map((name) => name.trim().replace(/^"(.*)"$/, '$1'));
    return names.every((name) => COLUMN_NAME.test(name)) && isTelling(names) && scanText(line, {}).text === line;
  });
}

/** A column is named like a secret or personal data, or the columns are names and values. */
function isTelling(names: readonly string[]): boolean {
  const lower = names.map((name) => name.toLowerCase());
  const isPair = lower.includes('value') && (lower.includes('name') || lower.includes('key'));
  return isPair || names.some((name) => classOfName(name) !== undefined);
}

function fits(header: Row, body: readonly Row[]): boolean {
  const filled = body.filter(({ cells }) => cells.length > 1 || cells[0]?.text !== '');
  const fitting = filled.filter(({ cells }) => cells.length === header.cells.length);
  return fitting.length > 0 && fitting.length * 2 >= filled.length;
}

/** Each name once, so that rows become objects; `password_2` still says what `password` says. */
function columnNames({ cells }: Row): readonly string[] {
  const seen = new Set<string>();
  return cells.map(({ text }) => {
    let name = text.trim();
    for (let copy = 2; seen.has(name); copy++) name = `${text.trim()}_${copy}`;
    seen.add(name);
    return name;
  });
}

function record({ cells }: Row, names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(cells.map(({ text }, at) => [names[at] ?? `column_${at + 1}`, text]));
}

interface Table {
  readonly header: Row;
  readonly body: readonly Row[];
  readonly delimiter: string;
}

function written(masked: readonly Readonly<Record<string, unknown>>[], { header, body, delimiter }: Table): string {
  const lines = masked.map((record, at) => {
    const row = body[at];
    const values = Object.values(record);
    if (row === undefined || values.length !== row.cells.length) throw new TypeError('a row changed its form');
    const cells = values.map((value, column) => {
      const cell = row.cells[column];
      return cell !== undefined && cell.text === value ? cell.raw : quoted(String(value), delimiter);
    });
    return cells.join(delimiter) + row.end;
  });
  return header.cells.map(({ raw }) => raw).join(delimiter) + header.end + lines.join('');
}

function quoted(text: string, delimiter: string): string {
  return text.includes(delimiter) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
