import { describe } from '@jest/globals';
import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { DeleteStackCommand } from '@aws-sdk/client-cloudformation';
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { errorOf } from '../an-engine.ts';
import { allow, byLambda, credentialsOf, makeRole, makeStack, pause } from '../fixtures.ts';
import { needsPatch } from './needed.ts';

const locked = {
  Type: 'AWS::S3::Bucket',
  Properties: {
    BucketName: 'locked-1',
    ObjectLockEnabled: true,
    ObjectLockConfiguration: {
      ObjectLockEnabled: 'Enabled',
      Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 1 } },
    },
  },
};
const secret = { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'slack', SecretString: 'quiet' } };

describe('patches of CloudFormation', () => {
  needsPatch('cfn-object-lock', 'a version in a locked bucket cannot be deleted', {
    look: async (aws) => {
      await makeStack(aws, { Resources: { Bucket: locked } });
      const object = { Bucket: 'locked-1', Key: 'receipt' };
      const { VersionId } = await aws.s3.send(new PutObjectCommand({ ...object, Body: '{}' }));
      return errorOf(aws.s3.send(new DeleteObjectCommand({ ...object, VersionId })));
    },
    right: 'AccessDenied',
    wrong: 'none',
  });

  needsPatch('cfn-secret-ref', 'a statement made from Ref of a secret lets read that secret', {
    look: async (aws) => {
      const { Ref } = await makeStack(aws, {
        Resources: { Secret: secret },
        Outputs: { Ref: { Value: { Ref: 'Secret' } } },
      });
      const role = await makeRole(aws, 'reader', {
        trust: [byLambda],
        may: [allow('secretsmanager:GetSecretValue', Ref!)],
      });
      const reader = aws.as(await credentialsOf(aws, role));
      return errorOf(reader.secrets.send(new GetSecretValueCommand({ SecretId: 'slack' })));
    },
    right: 'none',
    wrong: 'AccessDeniedException',
  });

  needsPatch('cfn-secret-ref', 'the secret goes with its stack', {
    look: async (aws) => {
      const { Ref } = await makeStack(aws, {
        Resources: { Secret: secret },
        Outputs: { Ref: { Value: { Ref: 'Secret' } } },
      });
      await aws.cloudformation.send(new DeleteStackCommand({ StackName: 'probe' }));
      await pause(500);
      return [Ref!.startsWith('arn:'), await errorOf(aws.secrets.send(new GetSecretValueCommand({ SecretId: Ref })))];
    },
    right: [true, 'ResourceNotFoundException'],
    wrong: [false, 'ResourceNotFoundException'],
  });
});
