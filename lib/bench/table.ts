/** A figure or a word. */
export type Cell = string | number;

/** Figures with their names; a column's name ends with its unit where it has one. */
export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** A table as plain text, aligned for a fixed-width font: words to the left, figures to the right. */
export function printTable({ title, columns, rows }: Table): string {
  const lines = [columns, ...rows.map((row) => row.map(printCell))];
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => line[index]?.length ?? 0)));
  const alignRight = columns.map((_, index) => rows.some((row) => typeof row[index] === 'number'));
  const print = (line: readonly string[]) =>
    widths.map((width, index) => pad(line[index] ?? '', width, alignRight[index] ?? false)).join('  ');
  const [head, ...body] = lines.map((line) => print(line).trimEnd());
  return [title, '', head, widths.map((width) => '-'.repeat(width)).join('  '), ...body].join('\n');
}

function pad(text: string, width: number, right: boolean): string {
  return right ? text.padStart(width) : text.padEnd(width);
}

/** Whole numbers in groups of three digits; others with three significant digits, which is all that timing gives. */
function printCell(cell: Cell): string {
  if (typeof cell === 'string') return cell;
  if (Number.isInteger(cell) || Math.abs(cell) >= 100) return Math.round(cell).toLocaleString('en-US');
  return cell.toFixed(Math.abs(cell) >= 10 ? 1 : 2);
}
