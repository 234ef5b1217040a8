/** What is wrong with one member of the envelope. `pointer` is an RFC 6901 JSON pointer into it: `/input/Bucket`. */
export interface Fault {
  readonly pointer: string;
  readonly detail: string;
}
