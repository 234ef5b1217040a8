import { describe } from '@jest/globals';
import { AssumeRoleCommand, type AssumeRoleCommandInput, type AssumeRoleCommandOutput } from '@aws-sdk/client-sts';
import { CreateBucketCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { type Aws, errorOf } from '../an-engine.ts';
import { account, allow, byLambda, credentialsOf, makeRole } from '../fixtures.ts';
import { needsPatch } from './needed.ts';

const executor = `arn:aws:iam::${account}:role/executor`;
const target = `arn:aws:iam::${account}:role/target`;
const bySource = { StringLike: { 'sts:SourceIdentity': 'agent-*' } };
const whoeverExecutes = { Principal: { AWS: executor } };

/** An executor that may assume the role `target`, which trusts it as `trust` says and may read the bucket `bucket-1`. */
async function executorOf(aws: Aws, trust: Record<string, unknown>[], reads: Record<string, unknown> = {}) {
  const role = await makeRole(aws, 'executor', {
    trust: [byLambda],
    may: [allow(['sts:AssumeRole', 'sts:SetSourceIdentity'], target)],
  });
  await makeRole(aws, 'target', { trust, may: [allow('s3:ListBucket', '*', reads)] });
  return aws.as(await credentialsOf(aws, role));
}

function assume(aws: Aws, rest: Partial<AssumeRoleCommandInput> = {}): Promise<AssumeRoleCommandOutput> {
  return aws.sts.send(new AssumeRoleCommand({ RoleArn: target, RoleSessionName: 'op_1', ...rest }));
}

describe('patches of AssumeRole', () => {
  needsPatch(
    'sts-source-identity',
    'a trust policy that asks for a source identity lets in who brings it, and no other',
    {
      look: async (aws) => {
        const sets = { ...whoeverExecutes, Action: 'sts:SetSourceIdentity' };
        const as = await executorOf(aws, [{ ...whoeverExecutes, Condition: bySource }, sets]);
        const errors = [
          errorOf(assume(as, { SourceIdentity: 'agent-1' })),
          errorOf(assume(as, { SourceIdentity: 'me' })),
        ];
        return Promise.all([...errors, errorOf(assume(as))]);
      },
      right: ['none', 'AccessDenied', 'AccessDenied'],
      wrong: ['AccessDenied', 'AccessDenied', 'AccessDenied'],
    },
  );

  needsPatch('sts-source-identity', 'a trust policy must allow sts:SetSourceIdentity', {
    look: async (aws) => errorOf(assume(await executorOf(aws, [whoeverExecutes]), { SourceIdentity: 'agent-1' })),
    right: 'AccessDenied',
    wrong: 'none',
  });

  needsPatch('sts-source-identity', 'the session carries its source identity into policies, and the answer names it', {
    look: async (aws) => {
      await aws.s3.send(new CreateBucketCommand({ Bucket: 'bucket-1' }));
      const sets = { ...whoeverExecutes, Action: 'sts:SetSourceIdentity' };
      const condition = { Condition: { StringEquals: { 'aws:SourceIdentity': 'agent-1' } } };
      const as = await executorOf(aws, [whoeverExecutes, sets], condition);
      const { Credentials: made, SourceIdentity } = await assume(as, { SourceIdentity: 'agent-1' });
      const oneShot = aws.as({
        accessKeyId: made!.AccessKeyId!,
        secretAccessKey: made!.SecretAccessKey!,
        sessionToken: made!.SessionToken!,
      });
      return [SourceIdentity, await errorOf(oneShot.s3.send(new ListObjectsV2Command({ Bucket: 'bucket-1' })))];
    },
    right: ['agent-1', 'none'],
    wrong: [undefined, 'AccessDenied'],
  });

  needsPatch('sts-assume-role-input', 'names and durations outside the limits of STS are refused', {
    look: async (aws) => {
      const as = await executorOf(aws, [whoeverExecutes]);
      const inputs = [{ RoleSessionName: 'op_1/x' }, { DurationSeconds: 899 }, { DurationSeconds: 3601 }, {}];
      return Promise.all(inputs.map((input) => errorOf(assume(as, input))));
    },
    right: ['ValidationError', 'ValidationError', 'ValidationError', 'none'],
    wrong: ['none', 'none', 'none', 'none'],
  });
});
