import type { ReadBody } from '../../lambdas/execute/ports.ts';

/** Reads all of a streamed body and shows it unmasked. */
export const readAll: ReadBody = async ({ bytes }) => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
};
