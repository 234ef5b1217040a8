/** What is wrong with one member of the envelope. `pointer` is an RFC 6901 JSON pointer into it: `/input/Bucket`. */
export interface Fault {
  readonly pointer: string;
  readonly detail: string;
}

/** A member's name as one token of a JSON pointer (RFC 6901, section 3). */
export function pointerToken(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
