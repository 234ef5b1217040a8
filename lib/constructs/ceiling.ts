/** One service's part of the ceiling: which actions on every resource, and why `*` is right there. */
export interface CeilingEntry {
  readonly actions: readonly string[];
  readonly reason: string;
}

/**
 * The most that any approval can reach: the target role's own permissions. What one call may do is far less, cut by its
 * session policy to exact actions and ARNs; the policies decide which calls are allowed at all. Narrow it to your account.
 * No `iam:PassRole`, no KMS and no IAM writes: no approval can hand out a role, a key or a permission.
 */
export const CEILING: readonly CeilingEntry[] = [
  {
    actions: ['s3:*'],
    reason: 'Buckets are named by the agent; the session policy names the one bucket and key of the call.',
  },
  {
    actions: ['dynamodb:*'],
    reason: 'Tables are named by the agent; the session policy names the one table of the call.',
  },
  {
    actions: ['secretsmanager:*'],
    reason: 'Secrets are named by the agent; the session policy names the one secret, and its value is masked.',
  },
  {
    actions: ['ec2:*'],
    reason: 'Many EC2 actions have no resource types; the session policy names the one action of the call.',
  },
  { actions: ['iam:Get*', 'iam:List*'], reason: 'Reading only: no approval may change who may do what.' },
  {
    actions: ['lambda:*'],
    reason: 'Functions are named by the agent; without iam:PassRole none can be created or given another role.',
  },
  { actions: ['sqs:*'], reason: 'Queues are named by the agent; the session policy names the one queue of the call.' },
  { actions: ['sts:GetCallerIdentity'], reason: 'Has no resource; tells the agent in which account it works.' },
];
