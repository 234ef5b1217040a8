/** Text inside text: what a value says once it is decoded, and how to write it back. */
export interface Layer {
  readonly kind: 'json' | 'ndjson' | 'csv' | 'tsv' | 'base64' | 'gzip' | 'url';
  /** The decoded document or rows, or the decoded text; undefined for what cannot be read. */
  readonly content: unknown;
  /** How much was decoded: it counts towards the limit. */
  readonly bytes: number;
  /** Whether the text says more than its content, so that it may not stay as it was written. */
  readonly hides?: boolean;
  /** The decoded content in the form in which it was found. May throw for content of another form. */
  readonly write: (content: unknown) => string;
}
