import { base64Layer } from './base64.ts';
import { jsonLinesLayer } from './json-lines.ts';
import type { Layer } from './layer.ts';
import { tableLayer } from './table.ts';
import { writtenMembers } from './written-members.ts';

/** More bytes than this come out of no layer. */
export const DECODE_CAP = 8 * 1024 * 1024;

/**
 * The layer that a whole text is, if it is one: a JSON document, lines of JSON, a table with a telling header, base64 of readable
 * text or of gzip, or a URL-encoded document. Reads at most `room` bytes out of gzip.
 */
export function layerOf(text: string, room: number = DECODE_CAP): Layer | undefined {
  const first = text.charCodeAt(0);
  if (first === 123 || first === 91 || first === 34 || first <= 32) return documentLayer(text);
  if (first === 37) return urlLayer(text);
  return base64Layer(text, room) ?? tableLayer(text);
}

function documentLayer(text: string): Layer | undefined {
  return jsonLayer(text) ?? jsonLinesLayer(text) ?? tableLayer(text);
}

function jsonLayer(text: string): Layer | undefined {
  const trimmed = text.trim();
  if (!isEnclosed(trimmed)) return undefined;
  const content = parsed(trimmed);
  if (content === undefined) return undefined;
  const indent = trimmed.includes('\n') ? 2 : 0;
  return {
    kind: 'json',
    content,
    bytes: text.length,
    write: (document) => JSON.stringify(document, undefined, indent),
  };
}

const CLOSING: Readonly<Record<string, string>> = { '{': '}', '[': ']', '"': '"' };

function isEnclosed(text: string): boolean {
  return text.length > 1 && CLOSING[text.charAt(0)] === text.charAt(text.length - 1);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON after all: the caller reads it as plain text.
    return undefined;
  }
}

function urlLayer(text: string): Layer | undefined {
  if (!/^%(?:7B|5B|22)/i.test(text)) return undefined;
  try {
    const content = decodeURIComponent(text);
    return {
      kind: 'url',
      content,
      bytes: content.length,
      write: (document) => encodeURIComponent(String(document).toWellFormed()),
    };
  } catch {
    return undefined;
  }
}

/** Whether a document's text may show what its walk, which met so many members, never saw: of members with one name only the last is parsed. */
export function hidesMembers(layer: Layer, text: string, seen: number): boolean {
  return layer.hides === true || (layer.kind === 'json' && writtenMembers(text) !== seen);
}

/** Whether all that a layer says stands in its text just as it says it, so that the text can be searched as it is. */
export function saysAsWritten({ kind }: Layer, text: string): boolean {
  if (kind === 'json' || kind === 'ndjson') return !text.includes('\\');
  return (kind === 'csv' || kind === 'tsv') && !text.includes('"');
}
