import type { Finding } from '../detectors/detector.ts';

/** The detectors' findings and those of a team's patterns, apart: a pattern that meets a finding makes it longer, and never takes its place. */
export function united(findings: readonly Finding[], own: readonly Finding[]): Finding[] {
  const known = new Set(findings);
  const sorted = [...findings, ...own].sort((one, other) => one.start - other.start || other.end - one.end);
  const apart: Finding[] = [];
  let lastIsKnown = false;
  for (const finding of sorted) {
    const last = apart.at(-1);
    if (last === undefined || finding.start >= last.end) {
      lastIsKnown = known.has(finding);
      apart.push(finding);
      continue;
    }
    const type = lastIsKnown || !known.has(finding) ? last.type : finding.type;
    lastIsKnown ||= known.has(finding);
    apart[apart.length - 1] = { start: last.start, end: Math.max(last.end, finding.end), type };
  }
  return apart;
}
