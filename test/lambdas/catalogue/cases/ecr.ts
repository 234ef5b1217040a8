import type { ServiceCases } from './case.ts';
import { alike, destroys, everywhere, list, on, read, readsContent, write } from './table.ts';

const ours = 'arn:aws:ecr:eu-west-1:111122223333';
const app = `${ours}:repository/team/app`;
const images = [{ imageTag: 'v1' }];
const same = { input: { repositoryName: 'team/app' }, resources: [app] };

export const ECR_CASES: ServiceCases = {
  service: 'ecr',
  cases: [
    ...everywhere('ecr', { level: 'Read', categories: ['credential-exposure'] }, 'GetAuthorizationToken'),
    ...alike('ecr', list, 'DescribeImages ListImages', same),
    ...alike('ecr', read, 'GetRepositoryPolicy', { ...same, input: { ...same.input, registryId: '111122223333' } }),
    ...alike('ecr', readsContent, 'BatchGetImage', { ...same, input: { ...same.input, imageIds: images } }),
    ...alike('ecr', destroys, 'BatchDeleteImage', { ...same, input: { ...same.input, imageIds: images } }),
    ...alike('ecr', destroys, 'DeleteRepository', { ...same, input: { ...same.input, force: true } }),
    ...alike('ecr', { level: 'Permissions management', categories: ['resource-exposure'] }, 'SetRepositoryPolicy', {
      ...same,
      input: { ...same.input, policyText: '{}' },
    }),
    ...alike('ecr', read, 'DescribeRepositories', {
      input: { repositoryNames: ['team/app', 'base'] },
      resources: [app, `${ours}:repository/base`],
    }),
    {
      operation: 'DescribeRepositories',
      title: 'of all',
      input: {},
      grants: [on('ecr:DescribeRepositories', `${ours}:repository/*`)],
      ...read,
    },
    ...alike('ecr', write, 'CreateRepository', same),
    {
      operation: 'CreateRepository',
      title: 'with tags',
      input: { ...same.input, tags: [{ Key: 'a', Value: 'b' }], encryptionConfiguration: { encryptionType: 'AES256' } },
      grants: [on('ecr:CreateRepository ecr:TagResource', app)],
      ...write,
    },
  ],
  unscopable: [
    { operation: 'GetAuthorizationToken', input: { registryIds: ['111122223333'] }, why: /every registry/ },
    {
      operation: 'CreateRepository',
      input: { ...same.input, encryptionConfiguration: { encryptionType: 'KMS' } },
      why: /KMS key/,
    },
  ],
  refused: [
    { operation: 'ListImages', input: { ...same.input, registryId: '999988887777' }, pointer: '/input/registryId' },
    { operation: 'ListImages', input: { repositoryName: 'Team/*' }, pointer: '/input/repositoryName' },
    { operation: 'DescribeRepositories', input: { repositoryNames: ['a b'] }, pointer: '/input/repositoryNames/0' },
  ],
};
