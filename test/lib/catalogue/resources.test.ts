import { describe, expect, it } from '@jest/globals';
import { deriveArns } from '../../../lib/catalogue/resources.ts';
import { strongestLevel } from '../../../lib/catalogue/iam-actions.ts';
import { operationsOf } from '../../../lib/catalogue/shapes.ts';

function operationWith(members: readonly string[], required: number, schema: unknown = 0) {
  const input = [3, 'ns', 'In', 0, members, members.map(() => schema), required];
  const [operation] = operationsOf({ Do$: [9, 'ns', 'Do', 0, () => input, () => 'unit'] });
  if (operation === undefined) throw new Error('no operation');
  return operation;
}

const cluster = {
  name: 'cluster',
  required: true,
  arn: 'arn:${Partition}:xyz:${Region}:${Account}:cluster/${ClusterName}',
};
const node = {
  name: 'node',
  required: true,
  arn: 'arn:${Partition}:xyz:${Region}:${Account}:node/${ClusterName}/${NodeId}',
};

describe('the resources of an action', () => {
  it.each([
    [
      'filled by a required member',
      ['ClusterName'],
      1,
      [cluster],
      { arns: ['arn:aws:xyz:{region}:{account}:cluster/{ClusterName}'] },
    ],
    ['not filled by an optional member', ['ClusterName'], 0, [cluster], { gap: 'no-resource' }],
    ['filled by the ARN of the type', ['ClusterArn'], 1, [cluster], { arns: ['{ClusterArn}'] }],
    [
      'filled by several members',
      ['clusterName', 'nodeId'],
      2,
      [node],
      { arns: ['arn:aws:xyz:{region}:{account}:node/{clusterName}/{nodeId}'] },
    ],
    ['not filled in part', ['ClusterName'], 1, [cluster, node], { gap: 'no-resource' }],
    ['not filled by a name that only resembles', ['Cluster'], 1, [cluster], { gap: 'no-resource' }],
    ['not filled by an ARN of no type', ['ResourceArn'], 1, [cluster], { gap: 'no-resource' }],
    ['everything where IAM checks none', [], 0, [], { arns: ['*'] }],
    [
      'the one optional type that is filled',
      ['ClusterName'],
      1,
      [
        { ...cluster, required: false },
        { ...node, required: false },
      ],
      { arns: ['arn:aws:xyz:{region}:{account}:cluster/{ClusterName}'] },
    ],
    [
      'not filled where two optional types are',
      ['ClusterName', 'NodeId'],
      2,
      [
        { ...cluster, required: false },
        { ...node, required: false },
      ],
      { gap: 'no-resource' },
    ],
  ])('are %s', (...given) => {
    const [, members, required, resources, expected] = given;
    expect(deriveArns('xyz', operationWith(members, required), resources)).toEqual(expected);
  });

  const made = (arn: string) => ({
    name: 'stack',
    required: true,
    arn: `arn:\${Partition}:xyz:\${Region}:\${Account}:${arn}`,
  });

  it.each([
    ['an id that AWS makes beside the name', 'StackName', 'stack/${StackName}/${Id}', 'stack/{StackName}/*'],
    ['the name that AWS knows beside the id', 'StackId', 'stack/${Name}/${StackId}', 'stack/*/{StackId}'],
  ])('leave open %s: no member can be both', (_, member, format, expected) => {
    const derived = deriveArns('xyz', operationWith([member], 1), [made(format)]);
    expect(derived).toEqual({ arns: [`arn:aws:xyz:{region}:{account}:${expected}`] });
  });

  it.each([
    ['GetLogEvents', ':*'],
    ['TagLogGroup', ''],
  ])('of a log group end as IAM checks them in %s', (name, end) => {
    const operation = { ...operationWith(['logGroupName'], 1), name };
    const group = {
      name: 'log-group',
      required: true,
      arn: 'arn:${Partition}:logs:${Region}:${Account}:log-group:${LogGroupName}',
    };
    const expected = `arn:aws:logs:{region}:{account}:log-group:{logGroupName}${end}`;
    expect(deriveArns('logs', operation, [group])).toEqual({ arns: [expected] });
  });

  it('are one for each text of a list', () => {
    const expected = { arns: ['arn:aws:xyz:{region}:{account}:cluster/{ClusterNames[]}'] };
    expect(deriveArns('xyz', operationWith(['ClusterNames'], 1, 64), [cluster])).toEqual(expected);
  });
});

describe('a compound access level', () => {
  it.each([
    ['Tagging, Write', 'Write'],
    ['Permissions management, Write', 'Permissions management'],
    ['List', 'List'],
    ['Read', 'Read'],
  ])('counts as its strongest: %s', (text, level) => expect(strongestLevel(text)).toBe(level));

  it('is refused when it is not known', () => expect(() => strongestLevel('Sudo')).toThrow('Sudo'));
});
