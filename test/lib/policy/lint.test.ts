import { describe, expect, it } from '@jest/globals';
import { parseDirectory } from '../../../lambdas/decide/directory.ts';
import { lint } from '../../../lib/policy/lint.ts';
import { askText, forbidText, RUN_ALL, theDefaultPolicies } from '../../support/a-policy-set.ts';

const { schema } = theDefaultPolicies();
const directory = parseDirectory(JSON.stringify({ agents: {}, approvers: { platform: ['UANN'], empty: [] } }));

const detailsOf = async (text: string, people?: typeof directory): Promise<readonly string[]> => {
  const found = await lint({ schema, files: [{ name: 'a.cedar', text }] }, people);
  return found.map(({ file, line, policy, detail }) => `${file}:${line} ${policy} ${detail}`);
};
const s3 = (text: string) => text.replace('resource)', 'resource in Countersign::Service::"s3")');
const getObject = (text: string) => text.replace('resource)', 'resource == Countersign::Operation::"s3:GetObject")');
const READ = 'context.accessLevel == "Read"';

describe('a policy that can never decide anything', () => {
  const shadowed: readonly (readonly [string, string, string])[] = [
    ['a permit under a forbid of everything', forbidText('no', 'true').replace(' when { true }', ''), RUN_ALL],
    [
      'a permit on an operation under a forbid of its service',
      s3(forbidText('no', READ)),
      getObject(ran(`${READ} && context.hour > 8`)),
    ],
    [
      'a permit that repeats a forbid’s conditions in another order',
      forbidText('no', `${READ} && context.touchesGateway`),
      ran(`context.touchesGateway && context.hour > 8 && ${READ}`),
    ],
    [
      'a permit that repeats an unless',
      forbidText('no', 'true').replace('when { true }', `unless { ${READ} }`),
      RUN_ALL.replace(';', ` unless { ${READ} };`),
    ],
  ];

  it.each(shadowed)('%s', async (_name, forbid, permit) => {
    expect(await detailsOf(`${forbid}\n${permit}`)).toEqual([
      'a.cedar:2 run-all can never permit anything: no (a.cedar:1) forbids all of it; narrow that one or remove this',
    ]);
  });

  it('a forbid under a wider one adds nothing', async () => {
    expect(await detailsOf(`${forbidText('wide', READ)}\n${s3(forbidText('narrow', READ))}`)).toEqual([
      'a.cedar:2 narrow adds nothing: wide (a.cedar:1) forbids all of it; remove one of the two',
    ]);
  });

  it('of two equal forbids, the second is one too many', async () => {
    expect(await detailsOf(`${forbidText('one', READ)}\n\n${forbidText('two', READ)}`)).toEqual([
      'a.cedar:3 two adds nothing: one (a.cedar:1) forbids all of it; remove one of the two',
    ]);
  });
});

describe('a policy that can decide something is left alone', () => {
  it.each([
    [
      'a permit on both actions under a forbid on one',
      forbidText('no', 'true')
        .replace(' when { true }', '')
        .replace('action,', 'action == Countersign::Action::"unattended",'),
      askText('a').replace('action == Countersign::Action::"withApproval"', 'action'),
    ],
    ['a permit under a forbid with another condition', forbidText('no', 'context.hour < 8'), ran(READ)],
    ['a permit of a service under a forbid of one operation', getObject(forbidText('no', READ)), s3(ran(READ))],
    [
      'a permit of another service',
      s3(forbidText('no', READ)),
      RUN_ALL.replace('resource)', 'resource in Countersign::Service::"ec2")'),
    ],
    [
      'a permit for all under a forbid for one team',
      forbidText('no', READ).replace('principal', 'principal in Countersign::Team::"a"'),
      ran(READ),
    ],
    [
      'a permit under a forbid that only observes',
      forbidText('no', READ).replace('forbid (', '@mode("observe") forbid ('),
      ran(READ),
    ],
    ['a permit that only observes', forbidText('no', READ), ran(READ).replace('permit', '@mode("observe") permit')],
  ])('%s', async (_name, forbid, permit) => {
    expect(await detailsOf(`${forbid}\n${permit}`)).toEqual([]);
  });
});

describe('a name that never matches', () => {
  it.each([
    [
      'an operation',
      'Countersign::Operation::"s3:GetObjct"',
      'an operation that s3 does not have, so it never matches it: GetObjct; did you mean GetObject?',
    ],
    ['a service', 'Countersign::Service::"s4"', 'a service that is not in the catalogue, so it never matches it: s4'],
    ['a service by another name', 'Countersign::Service::"cognito-idp"', 'a service that is not in the catalogue'],
  ])('%s', async (_name, uid, why) => {
    expect(await detailsOf(forbidText('no', `resource in [${uid}]`))).toEqual([
      expect.stringContaining(`no names ${why}`),
    ]);
  });
});

describe('groups', () => {
  it('that are too small for the quorum are found when there is a directory', async () => {
    const asks = (groups: string, quorum: string) =>
      askText('a', `@approvers("${groups}") @quorum("${quorum}") @timeout("60")`);

    expect(await detailsOf(asks('empty', '1'), directory)).toEqual([
      'a.cedar:1 a asks 1 of empty, who are 0 in the directory: add people or ask other groups',
    ]);
    expect(await detailsOf(asks('platform, nobody', '2'), directory)).toHaveLength(1);
    expect(await detailsOf(asks('platform', '1'), directory)).toEqual([]);
    expect(await detailsOf(asks('empty', '1'))).toEqual([]);
  });
});

describe('groups that a policy escalates to', () => {
  it('are found when nobody is in them', async () => {
    const escalates = (groups: string) =>
      askText('a', `@approvers("platform") @quorum("1") @timeout("60") @escalate("${groups}")`);

    expect(await detailsOf(escalates('empty, nobody'), directory)).toEqual([
      'a.cedar:1 a escalates to empty, nobody, where nobody is in the directory: add people or name other groups',
    ]);
    expect(await detailsOf(escalates('platform'), directory)).toEqual([]);
    expect(await detailsOf(escalates('empty'))).toEqual([]);
  });
});

describe('limits on a release', () => {
  it.each([
    ['in Countersign::Service::"countersign"', 1],
    ['== Countersign::Operation::"countersign:ReleaseResult"', 1],
    ['in Countersign::Service::"dynamodb"', 0],
  ])('have no effect, and are found: resource %s', async (resource, found) => {
    const notes = '@approvers("platform") @quorum("1") @timeout("60") @maxRows("10") @maxBytesPerDay("99")';
    const details = await detailsOf(askText('a', notes).replace('resource)', `resource ${resource})`));

    const why = 'a.cedar:1 a sets @maxRows, @maxBytesPerDay for releases, where it has no effect';
    expect(details.filter((detail) => detail.startsWith(why))).toHaveLength(found);
  });
});

it('the default policies have nothing to put right', async () => {
  const { policies } = theDefaultPolicies();
  expect(await detailsOf(Object.values(policies).join('\n'))).toEqual([]);
});

function ran(when: string): string {
  return RUN_ALL.replace(';', ` when { ${when} };`);
}
