import type { Envelope } from '../../../lambdas/submit/envelope.ts';
import { BUCKET, TABLE } from '../../local/seed/seed.ts';

const session = { id: 'bench' };

/** The item that allowed reads read. */
export const ITEM = { TableName: TABLE, Key: { customerId: { S: 'C-1001' } } };

/** The user that denied calls want a key for. */
export const DENIED = { UserName: 'mallory' };

/** An object that may be deleted. */
export function objectToDelete(name: string) {
  return { Bucket: BUCKET, Key: `bench/${name}` };
}

/** A read that the policies allow at once. */
export const READ: Envelope = { service: 'dynamodb', operation: 'GetItem', input: ITEM, reason: 'Benchmark', session };

/** An escalation that the policies deny. */
export const ESCALATION: Envelope = {
  service: 'iam',
  operation: 'CreateAccessKey',
  input: DENIED,
  reason: 'Benchmark',
  session,
};

/** A delete that the policies ask a reviewer about. */
export function deletion(name: string): Envelope {
  return { service: 's3', operation: 'DeleteObject', input: objectToDelete(name), reason: 'Benchmark', session };
}
