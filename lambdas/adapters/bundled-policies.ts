import { join } from 'node:path';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { policiesInForce, type PolicySource } from '../decide/policies-in-force.ts';
import { loadPolicySet, type PolicySet } from '../decide/policy-set.ts';
import { readPrepared } from '../decide/read-policies.ts';
import { localEndpoint } from '../runtime/config.ts';
import { DynamoDbPolicyPointers } from './dynamodb-policy-pointers.ts';
import { S3PolicySets } from './s3-policy-sets.ts';

/** The policy set that was prepared when the function was bundled and lies beside its code. */
export function bundledPolicies(): PolicySet {
  return loadPolicySet(readPrepared(join(import.meta.dirname, 'policies.json')));
}

/** The bundled set, or the published one that the table points to: `bucket` holds those. */
export function currentPolicies(table: DynamoDBDocumentClient, tableName: string, bucket: string): PolicySource {
  return policiesInForce(bundledPolicies(), {
    pointers: new DynamoDbPolicyPointers(table, tableName),
    sets: new S3PolicySets(once(bucketClient), bucket),
  });
}

/** Quick to give up: a decision that waits for its policies is waited for by an agent. */
async function bucketClient() {
  const { S3Client } = await import('@aws-sdk/client-s3');
  const requestHandler = { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true };
  return new S3Client({ maxAttempts: 2, requestHandler, forcePathStyle: localEndpoint() !== undefined });
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
