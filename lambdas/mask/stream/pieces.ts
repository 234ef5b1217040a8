import type { Scene } from '../detectors/detector.ts';
import { tableHeader } from '../layers/table.ts';
import { safeCut, type Sizes } from './cut.ts';

/**
 * A part of a longer text that can be masked by itself, with the table header that goes before it; or the end of what can be
 * taken apart: the rest is not to be shown.
 */
export type Piece =
  | { readonly kind: 'text'; readonly header: string; readonly text: string }
  | { readonly kind: 'rest'; readonly because: string };

/** A text that comes in parts, and whether there was more of it than was read. */
export interface Parts extends AsyncIterable<string> {
  readonly isOver: boolean;
}

/**
 * Takes a text that comes in parts apart at safe places. The pieces depend on the text alone, not on its parts. A text that fits is
 * one piece. Holds no more than the longest whole text and one part.
 */
export async function* piecesOf(parts: Parts, sizes: Sizes, scene: Scene): AsyncGenerator<Piece> {
  const cutter = new Cutter(sizes, scene);
  for await (const part of parts) {
    cutter.add(part);
    if (cutter.isLong) yield* cutter.pieces();
    if (cutter.isStuck) return;
  }
  if (!parts.isOver) return yield* cutter.last();
  yield* cutter.pieces();
  // What was read ends anywhere, also in the middle of a secret.
  if (!cutter.isStuck) yield { kind: 'rest', because: 'larger than the limit' };
}

class Cutter {
  readonly #sizes: Sizes;
  readonly #scene: Scene;
  #pending = '';
  /** Undefined until the text is known to be too long for one piece; empty without a table. */
  #header: string | undefined;
  isStuck = false;

  constructor(sizes: Sizes, scene: Scene) {
    this.#sizes = sizes;
    this.#scene = scene;
  }

  add(part: string): void {
    this.#pending += part;
  }

  get isLong(): boolean {
    return this.#header !== undefined || this.#pending.length > this.#sizes.whole;
  }

  /** The pieces that can be told by now. */
  *pieces(): Generator<Piece> {
    if (this.#header === undefined) {
      if (isOneDocument(this.#pending, this.#sizes))
        return yield this.#stuck('a JSON document too large to be read whole');
      this.#header = tableHeader(this.#pending.slice(0, this.#sizes.piece)) ?? '';
    }
    while (this.#pending.length >= this.#sizes.piece + this.#sizes.reach) {
      const at = safeCut(this.#pending, { sizes: this.#sizes, scene: this.#scene, inTable: this.#header !== '' });
      if (at === undefined) return yield this.#stuck('a stretch too long to be looked through');
      yield this.#piece(at);
    }
  }

  *last(): Generator<Piece> {
    if (this.#pending !== '') yield this.#piece(this.#pending.length);
  }

  #piece(at: number): Piece {
    const text = this.#pending.slice(0, at);
    this.#pending = this.#pending.slice(at);
    const header = this.#header ?? '';
    return { kind: 'text', text, header: text.startsWith(header) ? '' : header };
  }

  #stuck(because: string): Piece {
    this.isStuck = true;
    return { kind: 'rest', because };
  }
}

/**
 * Whether a text is one JSON document and not lines of them. In parts of such a document names and values that stand in pairs
 * would lose each other.
 */
function isOneDocument(text: string, { piece }: Sizes): boolean {
  const start = text.slice(0, piece).trimStart();
  if (!start.startsWith('{') && !start.startsWith('[')) return false;
  const end = start.indexOf('\n');
  return end < 0 || !isJson(start.slice(0, end));
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false; // the document goes on in the next line
  }
}
