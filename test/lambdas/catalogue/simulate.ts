import { runSimulation, runUnsafeSimulation } from '@cloud-copilot/iam-simulate';
import type { PolicyDocument } from '../../../lambdas/catalogue/policy-document.ts';

/** A request to AWS as IAM sees it. */
export interface Request {
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string>>;
}

const SESSION = 'arn:aws:sts::111122223333:assumed-role/target/op_01';

/** The policy that every KMS key comes with: the account's own policies decide. Without one, KMS lets nobody in. */
const KEY_POLICY = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 'kms:*', Resource: '*' },
  ],
};

/** A role that may do everything: what is refused, the session policy refuses. */
const EVERYTHING = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

/** AWS's own public parameters have no account, which the simulator's table of resources leaves out. */
const UNLISTED = /^arn:aws:ssm:[\w-]*::parameter\//;

/** Condition keys named by the caller stand in the simulator's table as templates that it does not fill; tags it does. */
function withListedKeys<T>(value: T): T {
  return JSON.parse(JSON.stringify(value).replaceAll('kms:EncryptionContext:', 'aws:PrincipalTag/')) as T;
}

export type Verdict = 'Allowed' | 'ImplicitlyDenied' | 'ExplicitlyDenied';

/**
 * IAM's verdict on a request under a session policy. `openBucket` adds a bucket policy that lets the session do everything.
 * Throws when the simulator finds the request or a policy faulty: such a request would count as denied for no reason.
 */
export async function verdictOn(sessionPolicy: PolicyDocument, request: Request, openBucket = false): Promise<Verdict> {
  if (UNLISTED.test(request.resource)) return unlistedVerdict(sessionPolicy, request);
  const bucketPolicy = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: SESSION }, Action: '*', Resource: '*' }],
  };
  const result = await runSimulation(
    {
      request: {
        principal: SESSION,
        action: request.action,
        resource: { resource: request.resource, accountId: '111122223333' },
        contextVariables: { ...withListedKeys(request.context) },
      },
      sessionPolicy: withListedKeys(sessionPolicy),
      identityPolicies: [{ name: 'everything', policy: EVERYTHING }],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      ...(openBucket && { resourcePolicy: bucketPolicy }),
      ...(request.action.startsWith('kms:') && { resourcePolicy: KEY_POLICY }),
    },
    {},
  );
  if (result.resultType === 'error')
    throw new Error(`${request.action} ${request.resource}: ${JSON.stringify(result.errors)}`);
  return result.overallResult as Verdict;
}

/** The verdict without a look at that table. The session policy stands alone: beside a role that may do all, that is the same. */
function unlistedVerdict(sessionPolicy: PolicyDocument, request: Request): Verdict {
  return runUnsafeSimulation(
    {
      request: {
        principal: 'arn:aws:iam::111122223333:role/target',
        action: request.action,
        resource: { resource: request.resource, accountId: '111122223333' },
        contextVariables: { ...request.context },
      },
      identityPolicies: [{ name: 'session', policy: sessionPolicy }],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    },
    {},
  ) as Verdict;
}
