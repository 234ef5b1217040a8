import type { DocumentCase } from './corpus.ts';
import type { Engine } from './engine.ts';
import { HARD_ZERO_KINDS, hardZeroKind, type HardZeroKind } from './hard-zero.ts';

/** What masking did to harmless documents. Some hold real findings, so the leaves are listed to be judged by a person. */
export interface DocumentScore {
  readonly documents: number;
  readonly maskedDocuments: number;
  readonly leaves: number;
  readonly maskedLeaves: number;
  /** The same without leaves that hold IP or hardware addresses only: those detectors are off unless a policy asks. */
  readonly withoutAddresses: { readonly maskedDocuments: number; readonly maskedLeaves: number };
  /** Masked leaves by the first reason that their stand-in names; the sum is `maskedLeaves`. */
  readonly byReason: Readonly<Record<string, number>>;
  /** ARNs, ids, dates and the like: how many were masked, of how many. */
  readonly hardZero: Readonly<Record<HardZeroKind, { readonly masked: number; readonly of: number }>>;
}

/** One leaf that was masked: where, what it was, and the reason. */
export interface MaskedLeaf {
  readonly document: string;
  /** Place of the document in the corpus: several stand on one page. */
  readonly at: number;
  readonly path: string;
  readonly text: string;
  readonly reason: string;
  readonly kind: HardZeroKind | undefined;
}

const ADDRESSES: ReadonlySet<string> = new Set(['ip-address', 'mac-address']);
const STAND_IN = /\[(?:masked|withheld):([a-z0-9-]+)|<([a-z0-9-]+):[0-9a-f]+>/;

/** Masks each document as an object and compares its string leaves. */
export function scoreDocuments(
  cases: readonly DocumentCase[],
  engine: Engine,
): { score: DocumentScore; masked: readonly MaskedLeaf[] } {
  const compared = cases.map(({ path, doc }, at) =>
    compare({ path, at }, { before: doc, after: engine.document(doc) }),
  );
  const masked = compared.flatMap((document) => document.masked);
  const others = masked.filter(({ reason }) => !ADDRESSES.has(reason));
  const reasons = Object.entries(Object.groupBy(masked, ({ reason }) => reason));
  const score = {
    documents: cases.length,
    maskedDocuments: compared.filter((document) => document.masked.length > 0).length,
    leaves: compared.reduce((sum, document) => sum + document.kinds.length, 0),
    maskedLeaves: masked.length,
    withoutAddresses: { maskedDocuments: new Set(others.map(({ at }) => at)).size, maskedLeaves: others.length },
    byReason: Object.fromEntries(reasons.map(([reason, leaves]) => [reason, leaves?.length ?? 0]).sort()),
    hardZero: hardZero(
      compared.flatMap(({ kinds }) => kinds),
      masked,
    ),
  };
  return { score, masked };
}

function hardZero(
  kinds: readonly (HardZeroKind | undefined)[],
  masked: readonly MaskedLeaf[],
): DocumentScore['hardZero'] {
  const rows = HARD_ZERO_KINDS.map((kind) => {
    const of = kinds.filter((one) => one === kind).length;
    return [kind, { masked: masked.filter((leaf) => leaf.kind === kind).length, of }];
  });
  return Object.fromEntries(rows) as DocumentScore['hardZero'];
}

interface Pair {
  readonly before: unknown;
  readonly after: unknown;
}

interface Compared {
  /** Of each leaf. */
  readonly kinds: readonly (HardZeroKind | undefined)[];
  readonly masked: readonly MaskedLeaf[];
}

/** Walks both trees side by side: masking keeps the order of members, also where it renames one. */
function compare(from: { path: string; at: number }, root: Pair): Compared {
  const kinds: (HardZeroKind | undefined)[] = [];
  const masked: MaskedLeaf[] = [];
  const visit = (path: string, { before, after }: Pair): void => {
    if (typeof before === 'string') {
      const kind = hardZeroKind(path.slice(path.lastIndexOf('.') + 1), before);
      kinds.push(kind);
      const leaf = { document: from.path, at: from.at, path, text: before, kind };
      if (after !== before) masked.push({ ...leaf, reason: reasonOf(after) });
    } else if (typeof before === 'object' && before !== null) {
      const others = typeof after === 'object' && after !== null ? Object.values(after) : [];
      Object.entries(before).forEach(([key, value], index) => {
        visit(`${path}.${key}`, { before: value, after: others.length > 0 ? others[index] : after });
      });
    }
  };
  visit('$', root);
  return { kinds, masked };
}

function reasonOf(after: unknown): string {
  const match = STAND_IN.exec(String(after));
  return match?.[1] ?? match?.[2] ?? 'decoded-layer';
}
