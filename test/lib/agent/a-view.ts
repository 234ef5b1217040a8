import type { JsonObject } from '../../../lambdas/runtime/json.ts';

export const ID = 'op_01K9ZZZZZZZZZZZZZZZZZZZZZZ';

const DESCRIBED = {
  id: ID,
  digest: 'd'.repeat(64),
  createdAt: '2026-11-22T10:00:00.000Z',
  operation: { service: 's3', operation: 'DeleteObject', account: '000000000000', region: 'us-east-1' },
  input: { Bucket: 'invoices', Key: '42.pdf' },
  reason: 'Duplicate upload',
  tier: 'curated',
  decision: { verdict: 'ask', reasons: ['Changes need one approval'], policies: ['approved-writes'] },
} as const;

const MASKING = { rulePack: '1-test', findings: 0, byType: {}, paths: [], bytesScanned: 7, truncated: false };

const ENDS: Readonly<Record<string, JsonObject>> = {
  SUCCEEDED: { result: { VersionId: 'v1' }, masking: { ...MASKING, findings: 3, byType: { EMAIL: 2, AWS_KEY: 1 } } },
  FAILED: { error: { code: 'AccessDenied', message: 'No such right' }, masking: MASKING },
};

/** An operation as the gateway answers it, open or closed by its status. */
export function aView(status: string, more: JsonObject = {}): JsonObject {
  if (['ALLOWED', 'PENDING', 'APPROVED'].includes(status)) {
    return { ...DESCRIBED, status, terminal: false, deadline: '2026-11-22T11:00:00.000Z', ...more };
  }
  if (status === 'EXECUTING') return { ...DESCRIBED, status, terminal: false, ...more };
  const end = ENDS[status] ?? { because: `because it is ${status}` };
  return { ...DESCRIBED, status, terminal: true, closedAt: '2026-11-22T10:01:00.000Z', ...end, ...more };
}
