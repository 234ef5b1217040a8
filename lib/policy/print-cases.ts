import type { CaseResult, Difference } from './run-cases.ts';

/** The failures, each with what was expected and what came out, and a summary in the last line. */
export function printCases(results: readonly CaseResult[]): string {
  const failed = results.filter(({ differences }) => differences.length > 0);
  const files = new Set(results.map(({ file }) => file)).size;
  const summary = `${results.length} cases in ${files} files: ${results.length - failed.length} passed, ${failed.length} failed`;
  return [...failed.map(printFailure), summary, ''].join('\n');
}

function printFailure({ file, name, differences }: CaseResult): string {
  return [`${file}: ${name}`, ...differences.flatMap(printDifference), ''].join('\n');
}

function printDifference({ what, expected, got }: Difference): readonly string[] {
  if (!Array.isArray(expected) && !Array.isArray(got)) {
    return [`  ${what}: expected ${shown(expected)}, got ${shown(got)}`];
  }
  const [wanted, found] = [listOf(expected), listOf(got)];
  return [
    `  ${what}:`,
    ...wanted.filter((item) => !found.includes(item)).map((item) => `    - expected, missing: ${item}`),
    ...found.filter((item) => !wanted.includes(item)).map((item) => `    + not expected:      ${item}`),
  ];
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function shown(value: unknown): string {
  return value === undefined ? 'nothing' : String(value);
}
