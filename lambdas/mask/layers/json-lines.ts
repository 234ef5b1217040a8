import type { Layer } from './layer.ts';
import { writtenMembers } from './written-members.ts';

/** One line: its text, and what it says if it is JSON. */
interface Line {
  readonly text: string;
  readonly document: unknown;
  readonly isJson: boolean;
}

/**
 * Lines of JSON (NDJSON): two or more, of which at least half are JSON objects or lists and the first is one. Other lines count as
 * text. A line that holds nothing to mask stays as it was written.
 */
export function jsonLinesLayer(text: string): Layer | undefined {
  if (!text.includes('\n') || !startsWithDocument(text)) return undefined;
  const lines = text.split('\n').map(read);
  const filled = lines.filter((line) => line.text.trim() !== '');
  const documents = filled.filter(({ isJson }) => isJson);
  if (filled.length < 2 || documents.length * 2 < filled.length) return undefined;
  return {
    kind: 'ndjson',
    content: lines.map(({ document }) => document),
    bytes: text.length,
    hides: documents.some(hides),
    write: (masked) => (masked as readonly unknown[]).map((document, at) => written(document, lines[at])).join('\n'),
  };
}

function startsWithDocument(text: string): boolean {
  const first = text.slice(0, text.indexOf('\n')).trim();
  return first !== '' && read(first).isJson;
}

function read(text: string): Line {
  const isCandidate = /^\s*[{[]/.test(text) && /[}\]]\s*$/.test(text.slice(-16));
  if (!isCandidate) return { text, document: text, isJson: false };
  try {
    return { text, document: JSON.parse(text), isJson: true };
  } catch {
    return { text, document: text, isJson: false };
  }
}

/** Whether a line writes members that its parsed form does not have. */
function hides({ text, document }: Line): boolean {
  return writtenMembers(text) !== writtenMembers(JSON.stringify(document));
}

function written(document: unknown, line: Line | undefined): string {
  if (line === undefined || !line.isJson) return String(document);
  const now = JSON.stringify(document);
  return now === JSON.stringify(line.document) && !hides(line) ? line.text : now;
}
