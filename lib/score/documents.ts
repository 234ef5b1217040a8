import type { DocumentCase } from './corpus.ts';
import type { Engine } from './engine.ts';

/** What masking did to harmless documents. Some hold real findings, so the leaves are listed to be judged by a person. */
export interface DocumentScore {
  readonly documents: number;
  readonly maskedDocuments: number;
  readonly leaves: number;
  readonly maskedLeaves: number;
  /** Masked leaves by the first reason that their stand-in names; the sum is `maskedLeaves`. */
  readonly byReason: Readonly<Record<string, number>>;
}

/** One leaf that was masked: where, what it was, and the reason. */
export interface MaskedLeaf {
  readonly document: string;
  readonly path: string;
  readonly text: string;
  readonly reason: string;
}

const STAND_IN = /\[(?:masked|withheld):([a-z0-9-]+)|<([a-z0-9-]+):[0-9a-f]+>/;

/** Masks each document as an object and compares its string leaves. */
export function scoreDocuments(
  cases: readonly DocumentCase[],
  engine: Engine,
): { score: DocumentScore; masked: readonly MaskedLeaf[] } {
  const compared = cases.map(({ path, doc }) => compare(path, { before: doc, after: engine.document(doc) }));
  const masked = compared.flatMap((document) => document.masked);
  const reasons = Object.entries(Object.groupBy(masked, ({ reason }) => reason));
  const score = {
    documents: cases.length,
    maskedDocuments: compared.filter((document) => document.masked.length > 0).length,
    leaves: compared.reduce((sum, document) => sum + document.leaves, 0),
    maskedLeaves: masked.length,
    byReason: Object.fromEntries(reasons.map(([reason, leaves]) => [reason, leaves?.length ?? 0]).sort()),
  };
  return { score, masked };
}

interface Pair {
  readonly before: unknown;
  readonly after: unknown;
}

interface Compared {
  readonly leaves: number;
  readonly masked: readonly MaskedLeaf[];
}

/** Walks both trees side by side: masking keeps the order of members, also where it renames one. */
function compare(document: string, root: Pair): Compared {
  let leaves = 0;
  const masked: MaskedLeaf[] = [];
  const visit = (path: string, { before, after }: Pair): void => {
    if (typeof before === 'string') {
      leaves++;
      if (after !== before) masked.push({ document, path, text: before, reason: reasonOf(after) });
    } else if (typeof before === 'object' && before !== null) {
      const others = typeof after === 'object' && after !== null ? Object.values(after) : [];
      Object.entries(before).forEach(([key, value], index) => {
        visit(`${path}.${key}`, { before: value, after: others.length > 0 ? others[index] : after });
      });
    }
  };
  visit('$', root);
  return { leaves, masked };
}

function reasonOf(after: unknown): string {
  const match = STAND_IN.exec(String(after));
  return match?.[1] ?? match?.[2] ?? 'decoded-layer';
}
