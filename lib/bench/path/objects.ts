import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { ClientSettings } from '../../local/engine/clients.ts';
import { objectToDelete } from './envelopes.ts';

/** Makes the objects that a bench is going to delete. */
export async function putObjects(root: ClientSettings, names: readonly string[]): Promise<void> {
  const s3 = new S3Client(root);
  for (const name of names) await s3.send(new PutObjectCommand({ ...objectToDelete(name), Body: '{"bench":true}' }));
}
