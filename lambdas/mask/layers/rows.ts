/** One cell: what it says, and how it was written. */
interface Cell {
  readonly text: string;
  readonly raw: string;
}

/** One row of a table, and the line break that ended it. */
export interface Row {
  readonly cells: readonly Cell[];
  readonly end: string;
}

/** Splits a table into rows and cells (RFC 4180: a quoted cell may hold delimiters, line breaks and doubled quotes). Undefined if a quote never closes. */
export function rowsOf(text: string, delimiter: string): readonly Row[] | undefined {
  const rows: Row[] = [];
  let cells: Cell[] = [];
  for (let at = 0; at < text.length || cells.length > 0;) {
    const end = cellEnd(text, at, delimiter);
    if (end === undefined) return undefined;
    cells.push(cellOf(text.slice(at, end)));
    if (text[end] === delimiter) {
      at = end + 1;
      continue;
    }
    const after = afterBreak(text, end);
    rows.push({ cells, end: text.slice(end, after) });
    cells = [];
    at = after;
  }
  return rows;
}

function cellEnd(text: string, from: number, delimiter: string): number | undefined {
  let at = from;
  if (text[from] === '"') {
    at = closingQuote(text, from + 1);
    if (at < 0) return undefined;
  }
  while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') at++;
  return at;
}

/** Just after the quote that closes a cell, or -1. */
function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 2)) {
    if (text[at + 1] !== '"') return at + 1;
  }
  return -1;
}

function cellOf(raw: string): Cell {
  const isQuoted = raw.length > 1 && raw.startsWith('"') && raw.endsWith('"');
  return { raw, text: isQuoted ? raw.slice(1, -1).replaceAll('""', '"') : raw };
}

function afterBreak(text: string, at: number): number {
  if (text[at] === '\r' && text[at + 1] === '\n') return at + 2;
  return Math.min(text.length, at + 1);
}
