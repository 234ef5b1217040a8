/** Stands where the real handler will: the stack's tests are about the stack. */
export function handler(): Promise<void> {
  return Promise.resolve();
}
