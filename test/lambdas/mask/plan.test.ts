import * as dynamodb from '@aws-sdk/client-dynamodb';
import * as ec2 from '@aws-sdk/client-ec2';
import * as iam from '@aws-sdk/client-iam';
import * as kms from '@aws-sdk/client-kms';
import * as lambda from '@aws-sdk/client-lambda';
import * as s3 from '@aws-sdk/client-s3';
import * as secretsManager from '@aws-sdk/client-secrets-manager';
import * as sfn from '@aws-sdk/client-sfn';
import * as sqs from '@aws-sdk/client-sqs';
import * as sts from '@aws-sdk/client-sts';
import { describe, expect, it } from '@jest/globals';
import { CURATED_FIELDS } from '../../../lambdas/mask/curated-fields.ts';
import { mask } from '../../../lambdas/mask/mask.ts';
import { planFor, planForInput, SCAN_EVERYTHING, withAddresses } from '../../../lambdas/mask/plan.ts';

function shown(schema: unknown, value: unknown): unknown {
  return mask(value, planFor({ service: 'any', operation: 'Any', schema })).value;
}

function shownInput(schema: unknown, value: unknown): unknown {
  return mask(value, planForInput({ service: 'any', operation: 'Any', schema })).value;
}

describe('output', () => {
  it('masks what the model marks as sensitive', () => {
    expect(shown(secretsManager.GetSecretValue$, { Name: 'db', SecretString: 'plain words' })).toEqual({
      Name: 'db',
      SecretString: '[masked:secret]',
    });
  });

  it('masks marked bytes without telling how many', () => {
    expect(shown(kms.Decrypt$, { KeyId: 'k', Plaintext: new Uint8Array([1, 255]) })).toEqual({
      KeyId: 'k',
      Plaintext: '[masked:sensitive]',
    });
  });

  it('masks what AWS leaves unmarked: the session token and key id of temporary credentials', () => {
    const Credentials = { AccessKeyId: 'x', SecretAccessKey: 'y', SessionToken: 'z', Expiration: new Date(0) };

    expect(shown(sts.AssumeRole$, { Credentials })).toEqual({
      Credentials: {
        AccessKeyId: '[masked:aws-access-key-id]',
        SecretAccessKey: '[masked:aws-secret-key]',
        SessionToken: '[masked:aws-session-token]',
        Expiration: '1970-01-01T00:00:00.000Z',
      },
    });
  });

  it('shows the names of environment variables and none of their values', () => {
    const Environment = { Variables: { STAGE: 'prod', DB_URL: 'x' } };

    expect(shown(lambda.GetFunctionConfiguration$, { Environment })).toEqual({
      Environment: { Variables: { STAGE: '[masked:environment]', DB_URL: '[masked:environment]' } },
    });
  });

  it('masks a marked value at any depth of a structure that is reviewed as a whole', () => {
    expect(
      shown(ec2.DescribeInstanceAttribute$, { InstanceId: 'i-1', UserData: { Value: 'IyEvYmluL2Jhc2g=' } }),
    ).toEqual({
      InstanceId: 'i-1',
      UserData: { Value: '[masked:user-data]' },
    });
  });

  it('shows what is marked but harmless: the name of a KMS key', () => {
    const answer = { SSEKMSKeyId: 'arn:aws:kms:eu-west-1:123456789012:key/71ae2a42-2929-73df-b6fe-ebce18239c70' };

    expect(shown(s3.PutObject$, answer)).toEqual(answer);
  });

  it('looks through free content instead of blanking it', () => {
    expect(shown(sfn.DescribeExecution$, { output: '{"ok":true,"password":"abc"}' })).toEqual({
      output: '{"ok":true,"password":"[masked:password]"}',
    });
  });

  it('leaves pagination tokens alone, even one that looks like a card', () => {
    expect(shown(iam.ListUsers$, { Users: [], Marker: '4012888888881881' })).toEqual({
      Users: [],
      Marker: '4012888888881881',
    });
  });

  it('knows a recursive shape at every depth', () => {
    const answer = { Items: [{ a: { M: { b: { M: { password: { S: 'abc' } } } } } }] };

    expect(JSON.stringify(shown(dynamodb.Scan$, answer))).toContain('"password":{"S":"[masked:password]"}');
  });
});

describe('input', () => {
  it('masks a secret being written', () => {
    expect(
      shownInput(secretsManager.PutSecretValue$, { SecretId: 'db', SecretString: 'abc', ClientRequestToken: 't' }),
    ).toEqual({
      SecretId: 'db',
      SecretString: '[masked:secret]',
      ClientRequestToken: 't',
    });
  });

  it('masks the environment of a function being written', () => {
    const input = { FunctionName: 'f', Environment: { Variables: { A: 'b' } } };

    expect(shownInput(lambda.UpdateFunctionConfiguration$, input)).toEqual({
      FunctionName: 'f',
      Environment: { Variables: { A: '[masked:environment]' } },
    });
  });

  it('shows which access key a call is about', () => {
    const input = { AccessKeyId: 'AKIAIOSFODNN7EXAMPLE', UserName: 'u' };

    expect(shownInput(iam.DeleteAccessKey$, input)).toEqual(input);
  });
});

describe('an operation without a readable schema', () => {
  it.each([undefined, null, 'x', [], [3, 'a'], {}])('is scanned throughout: %p', (schema) => {
    expect(planFor({ service: 's', operation: 'O', schema })).toBe(SCAN_EVERYTHING);
  });
});

describe('IP addresses', () => {
  it('are shown unless a policy asks for them to be masked', () => {
    const value = { Ip: '10.1.2.3', v6: '2001:db8::1' };

    expect(mask(value, SCAN_EVERYTHING).value).toEqual(value);
    expect(mask(value, withAddresses(SCAN_EVERYTHING)).value).toEqual({
      Ip: '[masked:ip-address]',
      v6: '[masked:ip-address]',
    });
  });
});

describe('the reviewed fields', () => {
  const clients: Record<string, object> = { ec2, iam, kms, lambda, s3, sfn, sqs, sts };
  const structures = new Map(
    Object.entries(clients).flatMap(([service, client]) =>
      Object.values(client as Record<string, unknown>)
        .filter((value): value is unknown[] => Array.isArray(value) && Array.isArray(value[4]))
        .map(([, , name, , members]): [string, readonly string[]] => [
          `${service}#${String(name)}`,
          members as string[],
        ]),
    ),
  );
  const checkable = CURATED_FIELDS.filter(([field]) => (field.split('#')[0] ?? '') in clients && !field.includes('*'));

  it.each(checkable)('%s exists in the pinned model', (field) => {
    const [owner = '', member = ''] = field.split('$');

    expect(structures.get(owner)).toContain(member);
  });

  it('say why', () => {
    expect(CURATED_FIELDS.filter(([, , , why]) => why === '')).toEqual([]);
  });
});
