import { describe } from '@jest/globals';
import { CreateKeyCommand, SignCommand } from '@aws-sdk/client-kms';
import { CreateBucketCommand, ListObjectsV2Command, PutBucketPolicyCommand } from '@aws-sdk/client-s3';
import { type Aws, errorOf } from '../an-engine.ts';
import { account, allow, byLambda, credentialsOf, makeRole, policy } from '../fixtures.ts';
import { needsPatch } from './needed.ts';

/** Somebody with a role that may do this. */
async function someone(aws: Aws, name: string, may: Record<string, unknown>): Promise<Aws> {
  return aws.as(await credentialsOf(aws, await makeRole(aws, name, { trust: [byLambda], may: [may] })));
}

async function bucketThatDenies(aws: Aws, condition: Record<string, unknown>): Promise<void> {
  const Bucket = 'bucket-1';
  const deny = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: `arn:aws:s3:::${Bucket}` };
  await aws.s3.send(new CreateBucketCommand({ Bucket }));
  await aws.s3.send(new PutBucketPolicyCommand({ Bucket, Policy: policy({ ...deny, Condition: condition }) }));
}

function list(aws: Aws): Promise<string> {
  return errorOf(aws.s3.send(new ListObjectsV2Command({ Bucket: 'bucket-1' })));
}

describe('patches of policy conditions', () => {
  needsPatch('iam-principal-arn', 'a resource policy can deny all roles but one', {
    look: async (aws) => {
      await bucketThatDenies(aws, { ArnNotEquals: { 'aws:PrincipalArn': `arn:aws:iam::${account}:role/one` } });
      const may = allow('s3:ListBucket', '*');
      return [await list(await someone(aws, 'one', may)), await list(await someone(aws, 'other', may))];
    },
    right: ['none', 'AccessDenied'],
    wrong: ['AccessDenied', 'AccessDenied'],
  });

  needsPatch('iam-secure-transport', 'a bucket that refuses plain HTTP is reachable', {
    look: async (aws) => {
      await bucketThatDenies(aws, { Bool: { 'aws:SecureTransport': 'false' } });
      return list(await someone(aws, 'reader', allow('s3:ListBucket', '*')));
    },
    right: 'none',
    wrong: 'AccessDenied',
  });

  needsPatch('iam-kms-keys', 'a statement can name the algorithm and the kind of message that it lets sign', {
    look: async (aws) => {
      const spec = { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' } as const;
      const { KeyMetadata } = await aws.kms.send(new CreateKeyCommand(spec));
      const asked = { 'kms:SigningAlgorithm': 'ECDSA_SHA_256', 'kms:MessageType': 'DIGEST' };
      const may = allow('kms:Sign', KeyMetadata!.Arn!, { Condition: { StringEquals: asked } });
      const signer = await someone(aws, 'signer', may);
      const sign = (MessageType: 'DIGEST' | 'RAW') => {
        const Message = Buffer.alloc(32);
        const SigningAlgorithm = 'ECDSA_SHA_256';
        const request = { KeyId: KeyMetadata!.KeyId, Message, MessageType, SigningAlgorithm } as const;
        return errorOf(signer.kms.send(new SignCommand(request)));
      };
      return [await sign('DIGEST'), await sign('RAW')];
    },
    right: ['none', 'AccessDeniedException'],
    wrong: ['AccessDeniedException', 'AccessDeniedException'],
  });
});
