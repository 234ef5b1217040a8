import { createHash } from 'node:crypto';

/** SHA-256 of a text's UTF-8 bytes, in lower-case hex. */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** What `sha256` gives. */
export const SHA256 = /^[0-9a-f]{64}$/;
