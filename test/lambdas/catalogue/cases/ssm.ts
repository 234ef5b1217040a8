import type { Case, ServiceCases } from './case.ts';
import { alike, destroys, everywhere, keyThrough, list, on, read, write, type Kind } from './table.ts';

const db = 'arn:aws:ssm:eu-west-1:111122223333:parameter/prod/db';
const flag = 'arn:aws:ssm:eu-west-1:111122223333:parameter/flag';
const id = '0a1b2c3d-0000-4000-8000-0123456789ab';
const shows: Kind = { level: 'Read', categories: ['credential-exposure', 'data-read'] };

function get(title: string, input: Case['input'], resource: string): Case {
  return { operation: 'GetParameter', title, input, grants: [on('ssm:GetParameter', resource)], ...shows };
}

function put(title: string, more: Case['input'], grants: Case['grants']): Case {
  return { operation: 'PutParameter', title, input: { Name: '/prod/db', Value: 'v', ...more }, grants, ...write };
}

export const SSM_CASES: ServiceCases = {
  service: 'ssm',
  cases: [
    ...everywhere('ssm', list, 'DescribeParameters'),
    ...everywhere('ssm', read, 'DescribeInstanceInformation'),
    get('by its path', { Name: '/prod/db' }, db),
    get('without a path', { Name: 'flag' }, flag),
    get('of one version', { Name: '/prod/db:3' }, db),
    get('by its ARN', { Name: db }, db),
    get('by its ARN with a label', { Name: `${flag}:live` }, flag),
    get(
      'of AWS’s own',
      { Name: '/aws/service/ami-amazon-linux-latest/al2023' },
      'arn:aws:ssm:eu-west-1::parameter/aws/service/ami-amazon-linux-latest/al2023',
    ),
    {
      operation: 'GetParameter',
      title: 'decrypted',
      input: { Name: '/prod/db', WithDecryption: true },
      grants: [on('ssm:GetParameter', db), keyThrough('ssm', 'kms:Decrypt')],
      ...shows,
    },
    ...alike('ssm', shows, 'GetParameters', { input: { Names: ['/prod/db', 'flag:2'] }, resources: [db, flag] }),
    ...alike('ssm', shows, 'GetParameterHistory', { input: { Name: 'flag' }, resources: [flag] }),
    {
      operation: 'GetParametersByPath',
      input: { Path: '/prod', Recursive: true, WithDecryption: true },
      grants: [
        on('ssm:GetParametersByPath', 'arn:aws:ssm:eu-west-1:111122223333:parameter/prod'),
        keyThrough('ssm', 'kms:Decrypt'),
      ],
      ...shows,
    },
    {
      operation: 'GetParametersByPath',
      title: 'with a slash at the end',
      input: { Path: '/prod/' },
      grants: [
        on(
          'ssm:GetParametersByPath',
          'arn:aws:ssm:eu-west-1:111122223333:parameter/prod',
          'arn:aws:ssm:eu-west-1:111122223333:parameter/prod/',
        ),
      ],
      ...shows,
    },
    put('as text', { Type: 'String' }, [on('ssm:PutParameter', db)]),
    put('with tags', { Tags: [{ Key: 'a', Value: 'b' }] }, [on('ssm:PutParameter ssm:AddTagsToResource', db)]),
    put('encrypted', { Type: 'SecureString' }, [
      on('ssm:PutParameter', db),
      keyThrough('ssm', 'kms:Encrypt kms:GenerateDataKey'),
    ]),
    put('encrypted under a key, standard', { Type: 'SecureString', Tier: 'Standard', KeyId: id }, [
      on('ssm:PutParameter', db),
      keyThrough('ssm', 'kms:Encrypt', id),
    ]),
    put('encrypted, advanced', { Type: 'SecureString', Tier: 'Advanced' }, [
      on('ssm:PutParameter', db),
      keyThrough('ssm', 'kms:GenerateDataKey'),
    ]),
    ...alike('ssm', destroys, 'DeleteParameter', { input: { Name: '/prod/db' }, resources: [db] }),
    ...alike('ssm', destroys, 'DeleteParameters', { input: { Names: ['flag', db] }, resources: [flag, db] }),
  ],
  unscopable: [
    { operation: 'GetParameter', input: { Name: '/aws/reference/secretsmanager/db' }, why: /Secrets Manager/ },
    {
      operation: 'PutParameter',
      input: { Name: 'a', Value: 'v', Type: 'SecureString', KeyId: 'alias/x' },
      why: /KeyId/,
    },
    { operation: 'PutParameter', input: { Name: 'a', Value: 'v', Type: 'String', KeyId: id }, why: /KeyId/ },
    { operation: 'PutParameter', input: { Name: 'a', Value: 'ami-1', DataType: 'aws:ec2:image' }, why: /DataType/ },
    { operation: 'SendCommand', input: { DocumentName: 'AWS-RunShellScript' }, why: /document/ },
    { operation: 'StartAutomationExecution', input: { DocumentName: 'AWS-StopEC2Instance' }, why: /document/ },
    { operation: 'StartSession', input: { Target: 'i-0123456789abcdef0' }, why: /shell/ },
  ],
  refused: [
    { operation: 'GetParameter', input: { Name: 'a*' }, pointer: '/input/Name' },
    { operation: 'GetParameters', input: { Names: ['flag', 'a b'] }, pointer: '/input/Names/1' },
    { operation: 'GetParametersByPath', input: { Path: 'prod' }, pointer: '/input/Path' },
    {
      operation: 'GetParameter',
      input: { Name: 'arn:aws:ssm:eu-west-1:999988887777:parameter/prod/db' },
      pointer: '/input/Name',
    },
    {
      operation: 'GetParameter',
      input: { Name: 'arn:aws:ssm:eu-west-1:111122223333:document/prod' },
      pointer: '/input/Name',
    },
  ],
};
