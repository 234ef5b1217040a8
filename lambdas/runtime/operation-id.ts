/** `op_` and a ULID in Crockford's base 32. */
export function isOperationId(id: string): boolean {
  return /^op_[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(id);
}
