import type { KnownSecrets } from '../known-secrets.ts';
import { maskWithin, replaceKnown } from '../mask.ts';
import { classOfName } from '../names.ts';
import { newPass, type Pass, sceneOf } from '../pass.ts';
import { pathOf } from '../path.ts';
import type { MaskPlan } from '../plan.ts';
import { count, type MaskingReport, reportOf } from '../report.ts';
import { ROOT, type Spot } from '../spot.ts';
import { openBinary } from './binary.ts';
import { type Sizes, SIZES } from './cut.ts';
import { Kept } from './kept.ts';
import { type Piece, piecesOf } from './pieces.ts';
import { NotText, TextOf } from './text-of.ts';
import { Watched } from './watched.ts';

/** A streamed body: the member of the answer that it is, and what the service says of it. */
export interface Body {
  readonly member: string;
  readonly contentType?: string | undefined;
  readonly contentLength?: number | undefined;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** How a body is masked: by which plan, with which secrets known; how much is read, in bytes after gzip, and shown, in bytes as JSON. */
export interface BodyMasking {
  readonly plan: MaskPlan;
  readonly known: KnownSecrets;
  readonly limits: BodyLimits;
  readonly sizes?: Sizes;
}

export interface BodyLimits {
  readonly read: number;
  readonly shown: number;
}

/** What may be shown of a body, what was found in it, and the secrets to look for in the rest of the answer. */
export interface MaskedBody {
  readonly text: string;
  readonly report: MaskingReport;
  readonly known: KnownSecrets;
}

/** More secrets than this are masked where they stand, and not looked for elsewhere. */
const MOST_KNOWN = 20_000;

/**
 * Masks a body while it is read, in memory that does not grow with it. Its beginning is shown, up to the limit, and a clear mark where
 * it was cut; the rest is read on for secrets that the beginning repeats. What is no text is withheld with its size and content
 * type. On any fault of the masking the whole body is withheld; a fault of the stream itself is thrown.
 */
export async function maskBody(body: Body, masking: BodyMasking): Promise<MaskedBody> {
  const pass = newPass({ ...masking.plan, root: undefined }, new BoundedSecrets(masking.known));
  const spot = spotOf(body.member);
  const source = new Watched(body.bytes);
  const reading: Reading = { pass, spot, kept: new Kept(masking.limits.shown) };
  const text = await shown(source, reading, { ...masking, body }).catch((error: unknown) => {
    if (source.failed) throw error;
    return withhold(reading, error instanceof NotText ? binary(body) : 'masking-failed');
  });
  return { text, report: reportOf(pass.tally), known: pass.known };
}

function spotOf(member: string): Spot {
  return { ...ROOT, parent: ROOT, key: member, name: member, says: classOfName(member) };
}

/** Bytes that a policy lets pass do so only if all of them fit. */
async function shown(source: Watched, reading: Reading, masking: BodyMasking & { body: Body }): Promise<string> {
  const { limits, plan } = masking;
  if (plan.binary !== true) return read(source, reading, masking);
  const opened = await openBinary(source, Math.floor(limits.shown / BASE64_GROWTH));
  return opened.kind === 'binary' ? opened.base64 : read(opened.bytes, reading, masking);
}

/** Four characters for three bytes (RFC 4648). */
const BASE64_GROWTH = 4 / 3;

interface Reading {
  readonly pass: Pass;
  readonly spot: Spot;
  readonly kept: Kept;
}

async function read(source: AsyncIterable<Uint8Array>, reading: Reading, masking: BodyMasking): Promise<string> {
  const scene = sceneOf(reading.pass, reading.spot);
  for await (const piece of piecesOf(new TextOf(source, masking.limits.read), masking.sizes ?? SIZES, scene)) {
    if (piece.kind === 'rest') return endOf(reading, piece.because);
    reading.kept.add(masked(reading, piece));
  }
  return endOf(reading, undefined);
}

function masked({ pass, spot }: Reading, { header, text }: Extract<Piece, { kind: 'text' }>): string {
  pass.decoded = 0; // the limit of decoding is one for each piece
  const whole = String(maskWithin(pass, header + text, spot));
  if (!whole.startsWith(header)) throw new TypeError('the header of a table was changed');
  return whole.slice(header.length);
}

/** Secrets that came later are looked for in what is kept of the beginning. */
function endOf({ pass, spot, kept }: Reading, because: string | undefined): string {
  const text = String(replaceKnown(kept.text, pass));
  const why = because ?? (kept.isCut ? 'more than an answer holds' : undefined);
  if (why === undefined) return text;
  count(pass.tally, pathOf(spot), { type: 'withheld', reason: 'limit' });
  pass.tally.truncated = true;
  return `${text}\n[withheld:rest, ${why}; ask for a range]`;
}

function withhold({ pass, spot }: Reading, why: string): string {
  count(pass.tally, pathOf(spot), { type: 'withheld', reason: 'limit' });
  pass.tally.truncated = true;
  return `[withheld:${why}]`;
}

const CONTENT_TYPE = /^[a-z0-9.+-]{1,12}\/[a-z0-9.+-]{1,24}/i;

function binary({ contentType, contentLength }: Body): string {
  const type = CONTENT_TYPE.exec(contentType ?? '')?.[0];
  const size = contentLength === undefined ? '' : ` ${contentLength} bytes`;
  return `binary${size}${type === undefined ? '' : `, ${type}`}`;
}

class BoundedSecrets extends Map<string, string> {
  override set(secret: string, type: string): this {
    return this.size < MOST_KNOWN || this.has(secret) ? super.set(secret, type) : this;
  }
}
