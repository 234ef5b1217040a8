import type { Layer } from './layers/layer.ts';
import { DECODE_CAP, hidesMembers, layerOf, saysAsWritten } from './layers/layers.ts';
import { pathOf } from './path.ts';
import type { Pass } from './pass.ts';
import { standIn } from './placeholder.ts';
import { count } from './report.ts';
import type { Spot } from './spot.ts';
import { type Visitor, walk } from './walk.ts';

const DEEPEST_LAYER = 4;
const DECODE_FLOOR = 65536;

/** A pass under so many layers, and who looks at what is under one more. */
export interface Layers {
  readonly pass: Pass;
  readonly depth: number;
  readonly below: () => Visitor;
}

/**
 * Masks what a text says once decoded. Undefined if it is no layer; unchanged text stays as it was written. Under more than four
 * layers, past 8 MB, or past twice the text read so far and 64 KB, the text is masked whole.
 */
export function throughLayer(text: string, at: Spot, layers: Layers): string | undefined {
  const { pass } = layers;
  const layer = text.length > 1 ? layerOf(text, roomOf(pass)) : undefined;
  if (layer === undefined) return undefined;
  if (!saysAsWritten(layer, text)) pass.veiled++;
  const spot = spotInside(at, layer);
  if (layers.depth >= DEEPEST_LAYER || layer.content === undefined || isOverBudget(pass, layer))
    return undecoded(pass, spot);
  return decoded(pass, { layer, text, spot, visitor: layers.below() }) ?? undecoded(pass, spot);
}

function spotInside(spot: Spot, { kind }: Layer): Spot {
  return { ...spot, layer: `${spot.layer ?? ''}{${kind}}` };
}

interface Decoding {
  readonly layer: Layer;
  readonly text: string;
  readonly spot: Spot;
  readonly visitor: Visitor;
}

function decoded(pass: Pass, { layer, text, spot, visitor }: Decoding): string | undefined {
  const before = pass.tally.findings;
  try {
    const walked = walk(layer.content, { spot, node: undefined }, visitor);
    if (pass.tally.findings === before && !hidesMembers(layer, text, walked.members)) return text;
    return layer.write(walked.value);
  } catch {
    // Nested too deeply to be walked, or deeper than the stack that writing needs: it is not shown.
    return undefined;
  }
}

/** How many bytes may still be decoded. */
function roomOf(pass: Pass): number {
  return Math.min(DECODE_CAP, DECODE_FLOOR + 2 * pass.tally.bytes) - pass.decoded;
}

function isOverBudget(pass: Pass, layer: Layer): boolean {
  pass.decoded += layer.bytes;
  return roomOf(pass) < 0;
}

/** Too deep or too much to look into or to write back: what cannot be looked at is not shown. */
function undecoded(pass: Pass, spot: Spot): string {
  pass.tally.truncated = true;
  count(pass.tally, pathOf(spot), { type: 'undecoded', reason: 'limit' });
  return standIn('undecoded');
}
