import type { Case, ServiceCases } from './case.ts';

const report = 'arn:aws:lambda:eu-west-1:111122223333:function:report';
const role = 'arn:aws:iam::111122223333:role/service-role/report';
const layer = 'arn:aws:lambda:eu-west-1:111122223333:layer:tools:3';
const passed = { 'iam:PassedToService': ['lambda.amazonaws.com'] };
const shows = { level: 'Read', categories: ['credential-exposure'] } as const;
const changes = { level: 'Write', categories: ['privilege-escalation'] } as const;

function on(
  [operation, action]: readonly [string, string],
  more: Case['input'],
  rest: Pick<Case, 'level' | 'categories'>,
): Case {
  return {
    operation,
    input: { FunctionName: 'report', ...more },
    grants: [{ actions: [action], resources: [report] }],
    ...rest,
  };
}

const invokes = ['report:live', '111122223333:function:report:live', `${report}:live`].map((name): Case => ({
  operation: 'Invoke',
  title: `as ${name}`,
  input: { FunctionName: name },
  grants: [{ actions: ['lambda:InvokeFunction'], resources: [`${report}:live`] }],
  level: 'Write',
  categories: [],
}));

export const LAMBDA_CASES: ServiceCases = {
  service: 'lambda',
  cases: [
    {
      operation: 'ListFunctions',
      input: {},
      grants: [{ actions: ['lambda:ListFunctions'], resources: ['*'] }],
      level: 'List',
      categories: ['credential-exposure'],
    },
    on(['GetFunction', 'lambda:GetFunction'], {}, shows),
    on(['GetFunctionConfiguration', 'lambda:GetFunctionConfiguration'], {}, shows),
    on(['Invoke', 'lambda:InvokeFunction'], { Payload: 'e30=' }, { level: 'Write', categories: [] }),
    ...invokes,
    {
      operation: 'Invoke',
      title: 'of $LATEST by qualifier',
      input: { FunctionName: 'report', Qualifier: '$LATEST' },
      grants: [{ actions: ['lambda:InvokeFunction'], resources: [`${report}:\${$}LATEST`] }],
      level: 'Write',
      categories: [],
    },
    on(['DeleteFunction', 'lambda:DeleteFunction'], {}, { level: 'Write', categories: ['destructive'] }),
    {
      operation: 'AddPermission',
      input: {
        FunctionName: 'report',
        StatementId: 's',
        Action: 'lambda:InvokeFunction',
        Principal: 'events.amazonaws.com',
      },
      grants: [
        {
          actions: ['lambda:AddPermission'],
          resources: [report],
          when: { 'lambda:Principal': ['events.amazonaws.com'] },
        },
      ],
      level: 'Permissions management',
      categories: ['privilege-escalation', 'resource-exposure'],
    },
    {
      operation: 'CreateFunction',
      input: { FunctionName: 'report', Role: role, Code: { ZipFile: 'UEs=' }, Tags: { team: 'finance' } },
      grants: [
        { actions: ['lambda:CreateFunction', 'lambda:TagResource'], resources: [report] },
        { actions: ['iam:PassRole'], resources: [role], when: passed },
      ],
      ...changes,
    },
    {
      operation: 'CreateFunction',
      title: 'from a bucket, with layers, in a VPC',
      input: {
        FunctionName: 'report',
        Role: role,
        Code: { S3Bucket: 'code-eu', S3Key: 'report.zip', S3ObjectVersion: 'v-1' },
        Layers: [layer],
        VpcConfig: { SubnetIds: ['subnet-0123456789abcdef0'], SecurityGroupIds: ['sg-0123456789abcdef0'] },
      },
      grants: [
        { actions: ['lambda:CreateFunction'], resources: [report] },
        {
          actions: ['s3:GetObjectVersion'],
          resources: ['arn:aws:s3:::code-eu/report.zip'],
          when: { 's3:VersionId': ['v-1'] },
        },
        { actions: ['iam:PassRole'], resources: [role], when: passed },
        { actions: ['lambda:GetLayerVersion'], resources: [layer] },
        { actions: ['ec2:DescribeSecurityGroups', 'ec2:DescribeSubnets', 'ec2:DescribeVpcs'], resources: ['*'] },
      ],
      level: 'Write',
      categories: ['privilege-escalation', 'credential-exposure', 'data-read'],
    },
    on(['UpdateFunctionCode', 'lambda:UpdateFunctionCode'], { ZipFile: 'UEs=' }, changes),
    {
      operation: 'UpdateFunctionCode',
      title: 'from a bucket',
      input: { FunctionName: 'report', S3Bucket: 'code-eu', S3Key: 'report.zip' },
      grants: [
        { actions: ['lambda:UpdateFunctionCode'], resources: [report] },
        { actions: ['s3:GetObject'], resources: ['arn:aws:s3:::code-eu/report.zip'] },
      ],
      level: 'Write',
      categories: ['privilege-escalation', 'data-read'],
    },
    on(['UpdateFunctionConfiguration', 'lambda:UpdateFunctionConfiguration'], { Timeout: 30 }, changes),
    {
      operation: 'UpdateFunctionConfiguration',
      title: 'with another role',
      input: { FunctionName: 'report', Role: role },
      grants: [
        { actions: ['lambda:UpdateFunctionConfiguration'], resources: [report] },
        { actions: ['iam:PassRole'], resources: [role], when: passed },
      ],
      ...changes,
    },
  ],
  unscopable: [
    { operation: 'UpdateFunctionCode', input: { FunctionName: 'report', ImageUri: 'x' }, why: /repository/ },
    { operation: 'UpdateFunctionConfiguration', input: { FunctionName: 'report', KMSKeyArn: '' }, why: /KMSKeyArn/ },
  ],
};
