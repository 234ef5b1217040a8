import type { Case, ServiceCases } from './case.ts';

const bucket = 'arn:aws:s3:::invoices';
const object = 'arn:aws:s3:::invoices/2026/0042.pdf';
const at = { Bucket: 'invoices', Key: '2026/0042.pdf' };
const version = { 's3:VersionId': ['v-1'] };

function onObject(
  [operation, action]: readonly [string, string],
  rest: Pick<Case, 'level' | 'categories'>,
  more = {},
): readonly Case[] {
  const [prefix, verb, noun] = /^(s3:(?:Get|Put|Delete))(Object)(.*)$/.exec(action)?.slice(1) ?? [];
  return [
    { operation, input: { ...at, ...more }, grants: [{ actions: [action], resources: [object] }], ...rest },
    {
      operation,
      title: 'of one version',
      input: { ...at, ...more, VersionId: 'v-1' },
      grants: [{ actions: [`${prefix}${verb}Version${noun}`], resources: [object], when: version }],
      ...rest,
    },
  ];
}

function onBucket(
  [operation, action]: readonly [string, string],
  rest: Pick<Case, 'level' | 'categories'>,
  more = {},
): Case {
  return {
    operation,
    input: { Bucket: 'invoices', ...more },
    grants: [{ actions: [action], resources: [bucket] }],
    ...rest,
  };
}

const tagging = { Tagging: { TagSet: [{ Key: 'team', Value: 'finance' }] } };
const puts: readonly Case[] = [
  {
    operation: 'PutObject',
    input: { ...at, Body: 'aGVsbG8=' },
    grants: [{ actions: ['s3:PutObject'], resources: [object] }],
    level: 'Write',
    categories: [],
  },
  {
    operation: 'PutObject',
    title: 'with everything it can set',
    input: {
      ...at,
      Tagging: 'a=b',
      ACL: 'private',
      ObjectLockMode: 'GOVERNANCE',
      ObjectLockLegalHoldStatus: 'ON',
      IfMatch: '"e"',
    },
    grants: [
      {
        actions: [
          's3:PutObject',
          's3:PutObjectTagging',
          's3:PutObjectAcl',
          's3:PutObjectRetention',
          's3:PutObjectLegalHold',
          's3:GetObject',
        ],
        resources: [object],
      },
    ],
    level: 'Permissions management',
    categories: ['data-read', 'resource-exposure'],
  },
  {
    operation: 'PutObject',
    title: 'under a named key',
    input: { ...at, SSEKMSKeyId: 'arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-0000-4000-8000-0123456789ab' },
    grants: [
      { actions: ['s3:PutObject'], resources: [object] },
      {
        actions: ['kms:GenerateDataKey'],
        resources: ['arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-0000-4000-8000-0123456789ab'],
        when: { 'kms:ViaService': ['s3.eu-west-1.amazonaws.com'] },
      },
    ],
    level: 'Write',
    categories: [],
  },
];

const copies: readonly Case[] = [
  {
    operation: 'CopyObject',
    input: { ...at, CopySource: 'archive/old%20name.pdf' },
    grants: [
      { actions: ['s3:GetObject'], resources: ['arn:aws:s3:::archive/old name.pdf'] },
      { actions: ['s3:PutObject'], resources: [object] },
    ],
    level: 'Write',
    categories: ['data-read'],
  },
  {
    operation: 'CopyObject',
    title: 'of one version, with its tags',
    input: { ...at, CopySource: '/archive/a%2Bb%3F.pdf?versionId=v-1', TaggingDirective: 'COPY' },
    grants: [
      {
        actions: ['s3:GetObjectVersion', 's3:GetObjectVersionTagging'],
        resources: ['arn:aws:s3:::archive/a+b${?}.pdf'],
        when: version,
      },
      { actions: ['s3:PutObject', 's3:PutObjectTagging'], resources: [object] },
    ],
    level: 'Write',
    categories: ['data-read'],
  },
];

const deletes: readonly Case[] = [
  ...onObject(['DeleteObject', 's3:DeleteObject'], { level: 'Write', categories: ['destructive'] }),
  {
    operation: 'DeleteObject',
    title: 'past a governance lock',
    input: { ...at, VersionId: 'v-1', BypassGovernanceRetention: true },
    grants: [
      { actions: ['s3:DeleteObjectVersion'], resources: [object], when: version },
      { actions: ['s3:BypassGovernanceRetention'], resources: [object] },
    ],
    level: 'Permissions management',
    categories: ['destructive'],
  },
  {
    operation: 'DeleteObject',
    title: 'if it has an ETag',
    input: { ...at, IfMatch: '"e"' },
    grants: [{ actions: ['s3:DeleteObject', 's3:GetObject'], resources: [object] }],
    level: 'Write',
    categories: ['destructive', 'data-read'],
  },
  {
    operation: 'DeleteObject',
    title: 'of one version, if it has an ETag',
    input: { ...at, VersionId: 'v-1', IfMatch: '"e"' },
    grants: [{ actions: ['s3:DeleteObjectVersion', 's3:GetObjectVersion'], resources: [object], when: version }],
    level: 'Write',
    categories: ['destructive', 'data-read'],
  },
  {
    operation: 'DeleteObjects',
    input: {
      Bucket: 'invoices',
      Delete: { Objects: [{ Key: 'a.pdf' }, { Key: 'b*.pdf' }, { Key: 'c.pdf', VersionId: 'v-1' }] },
    },
    grants: [
      { actions: ['s3:DeleteObject'], resources: ['arn:aws:s3:::invoices/a.pdf'] },
      { actions: ['s3:DeleteObject'], resources: ['arn:aws:s3:::invoices/b${*}.pdf'] },
      { actions: ['s3:DeleteObjectVersion'], resources: ['arn:aws:s3:::invoices/c.pdf'], when: version },
    ],
    level: 'Write',
    categories: ['destructive'],
  },
];

const buckets: readonly Case[] = [
  {
    operation: 'ListBuckets',
    input: {},
    grants: [{ actions: ['s3:ListAllMyBuckets'], resources: ['*'] }],
    level: 'List',
    categories: [],
  },
  onBucket(['ListObjects', 's3:ListBucket'], { level: 'List', categories: [] }, { Prefix: '' }),
  onBucket(['ListObjectsV2', 's3:ListBucket'], { level: 'List', categories: [] }, { Prefix: '2026/', MaxKeys: 10 }),
  onBucket(['ListObjectVersions', 's3:ListBucketVersions'], { level: 'List', categories: [] }),
  onBucket(['HeadBucket', 's3:ListBucket'], { level: 'List', categories: [] }),
  onBucket(['GetBucketLocation', 's3:GetBucketLocation'], { level: 'Read', categories: [] }),
  onBucket(['GetBucketPolicy', 's3:GetBucketPolicy'], { level: 'Read', categories: [] }),
  onBucket(
    ['PutBucketPolicy', 's3:PutBucketPolicy'],
    { level: 'Permissions management', categories: ['resource-exposure'] },
    { Policy: '{}' },
  ),
  onBucket(['DeleteBucket', 's3:DeleteBucket'], { level: 'Write', categories: ['destructive'] }),
  onBucket(
    ['CreateBucket', 's3:CreateBucket'],
    { level: 'Write', categories: [] },
    { CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } },
  ),
  {
    operation: 'CreateBucket',
    title: 'with everything it can set',
    input: {
      Bucket: 'invoices',
      ACL: 'public-read',
      ObjectLockEnabledForBucket: true,
      ObjectOwnership: 'ObjectWriter',
      CreateBucketConfiguration: { LocationConstraint: 'EU', Tags: [{ Key: 'a', Value: 'b' }] },
    },
    grants: [
      {
        actions: [
          's3:CreateBucket',
          's3:PutBucketAcl',
          's3:PutBucketObjectLockConfiguration',
          's3:PutBucketVersioning',
          's3:PutBucketOwnershipControls',
          's3:TagResource',
        ],
        resources: [bucket],
      },
    ],
    level: 'Permissions management',
    categories: ['resource-exposure'],
  },
];

export const S3_CASES: ServiceCases = {
  service: 's3',
  cases: [
    ...onObject(['GetObject', 's3:GetObject'], { level: 'Read', categories: ['data-read'] }),
    ...onObject(['HeadObject', 's3:GetObject'], { level: 'Read', categories: ['data-read'] }),
    {
      operation: 'GetObjectAttributes',
      input: { ...at, ObjectAttributes: ['ETag'] },
      grants: [{ actions: ['s3:GetObject', 's3:GetObjectAttributes'], resources: [object] }],
      level: 'Read',
      categories: ['data-read'],
    },
    {
      operation: 'GetObjectAttributes',
      title: 'of one version',
      input: { ...at, ObjectAttributes: ['ETag'], VersionId: 'v-1' },
      grants: [
        { actions: ['s3:GetObjectVersion', 's3:GetObjectVersionAttributes'], resources: [object], when: version },
      ],
      level: 'Read',
      categories: ['data-read'],
    },
    ...onObject(['GetObjectTagging', 's3:GetObjectTagging'], { level: 'Read', categories: [] }),
    ...onObject(['PutObjectTagging', 's3:PutObjectTagging'], { level: 'Write', categories: [] }, tagging),
    ...onObject(['DeleteObjectTagging', 's3:DeleteObjectTagging'], { level: 'Write', categories: ['destructive'] }),
    ...onObject(['GetObjectAcl', 's3:GetObjectAcl'], { level: 'Read', categories: [] }),
    ...onObject(
      ['PutObjectAcl', 's3:PutObjectAcl'],
      { level: 'Permissions management', categories: ['resource-exposure'] },
      { ACL: 'private' },
    ),
    ...puts,
    ...copies,
    ...deletes,
    ...buckets,
  ],
  unscopable: [
    { operation: 'PutObject', input: { ...at, SSEKMSKeyId: 'alias/finance' }, why: /SSEKMSKeyId/ },
    {
      operation: 'UploadPartCopy',
      input: { ...at, CopySource: 'a-b/c', PartNumber: 1, UploadId: 'u' },
      why: /several IAM actions/,
    },
    { operation: 'RenameObject', input: { ...at, RenameSource: 'x' }, why: /no action of its name/ },
  ],
};
