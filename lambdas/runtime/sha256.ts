import { createHash } from 'node:crypto';

/** SHA-256 of a text's UTF-8 bytes, in lower-case hex. */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** Whether a text can be one of `sha256`. */
export function isSha256(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}
