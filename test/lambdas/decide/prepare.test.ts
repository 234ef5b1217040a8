import { describe, expect, it } from '@jest/globals';
import { PolicySetInvalid } from '../../../lambdas/decide/policy-set-invalid.ts';
import { preparePolicies } from '../../../lambdas/decide/prepare.ts';
import { askText, forbidText, RUN_ALL, theDefaultPolicies } from '../../support/a-policy-set.ts';

const { schema } = theDefaultPolicies();
const SCOPE = '(principal, action == Countersign::Action::"withApproval", resource)';
const ASK = '@approvers("platform") @quorum("1") @timeout("60")';

describe('a policy set that is refused', () => {
  const texts: readonly (readonly [string, string, string])[] = [
    ['is not Cedar', '\npermit (principal', 'a.cedar: line 2: unexpected end of input'],
    ['holds a template', '@id("a") permit (principal == ?principal, action, resource);', 'a.cedar: holds a template'],
    ['holds no policy', '// nothing yet', 'a.cedar: holds no policy'],
    ['has no @id', RUN_ALL.replace('@id("run-all")', ''), 'a.cedar, policy 1: @id is needed'],
    ['has an @id that is no word', RUN_ALL.replace('run-all', 'Run all!'), 'a.cedar, Run all!: @id is needed'],
    ['has an @id that is taken', RUN_ALL + RUN_ALL, 'a.cedar, run-all: @id is already taken in a.cedar, policy 1'],
    ['forbids without @reason', forbidText('a', 'true').replace(/@reason\(.*?\)/, ''), 'a.cedar, a: @reason needs'],
    [
      'forbids with an empty @reason',
      forbidText('a', 'true').replace(/@reason\(.*?\)/, '@reason(" ")'),
      '@reason needs',
    ],
    ['asks without @reason', `@id("a") ${ASK} permit ${SCOPE};`, 'a.cedar, a: @reason needs'],
    ['asks without @approvers', askText('a', '@quorum("1") @timeout("60")'), 'a.cedar, a: @approvers needs'],
    ['asks with an empty group', askText('a', ASK.replace('platform', 'platform,')), 'a.cedar, a: @approvers needs'],
    ['asks a group that holds a colon', askText('a', ASK.replace('platform', 'a:b')), 'a.cedar, a: @approvers needs'],
    ['asks without @quorum', askText('a', '@approvers("platform") @timeout("60")'), 'a.cedar, a: @quorum needs'],
    ['asks nobody', askText('a', ASK.replace('"1"', '"0"')), 'a.cedar, a: @quorum needs'],
    ['asks half a person', askText('a', ASK.replace('"1"', '"1.5"')), 'a.cedar, a: @quorum needs'],
    ['asks a thousand and one', askText('a', ASK.replace('"1"', '"1001"')), 'a.cedar, a: @quorum needs'],
    ['asks without @timeout', askText('a', '@approvers("platform") @quorum("1")'), 'a.cedar, a: @timeout needs'],
    ['waits a negative time', askText('a', ASK.replace('60', '-60')), 'a.cedar, a: @timeout needs'],
    ['waits in minutes', askText('a', ASK.replace('60', '1m')), 'a.cedar, a: @timeout needs'],
    ['waits longer than Step Functions', askText('a', ASK.replace('60', '100000000')), '99999999 is the most'],
    ['permits every action without approvers', '@id("a") permit (principal, action, resource);', '@approvers needs'],
    ['permits both actions without approvers', bothActions(), 'a.cedar, a: @approvers needs'],
    ['names a role in capitals', askText('a', `${ASK} @role("Billing")`), 'a.cedar, a: @role needs'],
    ['names a role by its ARN', askText('a', `${ASK} @role("role/x")`), 'a.cedar, a: @role needs'],
    ['runs in a role without a name', RUN_ALL.replace('permit', '@role("") permit'), 'a.cedar, run-all: @role needs'],
    ['escalates to nobody', askText('a', `${ASK} @escalate("")`), 'a.cedar, a: @escalate needs groups'],
    [
      'escalates without asking',
      RUN_ALL.replace(' permit', ' @escalate("security") permit'),
      '@escalate has no meaning',
    ],
    [
      'is in an unknown mode',
      RUN_ALL.replace(' permit', ' @mode("watch") permit'),
      '@mode can only be @mode("observe")',
    ],
    [
      'only observes',
      RUN_ALL.replace(' permit', ' @mode("observe") permit'),
      'every policy only observes: without one that decides, everything would be denied',
    ],
    [
      'reads the action in a condition',
      forbidText('a', 'action == Countersign::Action::"unattended"'),
      'a.cedar, a: its condition reads `action`: name the action in the head',
    ],
    [
      'holds a number that JSON cannot',
      forbidText('a', 'context.resourceCount > 9007199254740993'),
      'a.cedar, a: its condition holds a number beyond 9007199254740991',
    ],
    [
      'forbids in a role',
      forbidText('a', 'true').replace('forbid (', '@role("billing") forbid ('),
      '@role has no meaning',
    ],
    ['misspells an annotation', askText('a', `${ASK} @quorom("2")`), 'a.cedar, a: @quorom has no meaning'],
    [
      'asks for approvers where none are asked',
      RUN_ALL.replace(' permit', ' @quorum("2") permit'),
      '@quorum has no meaning',
    ],
    [
      'reads what the schema does not know',
      forbidText('a', 'context.resourcecount > 1'),
      'a: attribute `resourcecount`',
    ],
    ['compares with another type', forbidText('a', 'context.resourceCount == "1"'), 'a.cedar, a: '],
    ['names an action that does not exist', RUN_ALL.replace('unattended', 'unatended'), 'a.cedar, run-all: '],
    [
      'names a type that does not exist',
      RUN_ALL.replace('principal,', 'principal in Countersign::Group::"x",'),
      'run-all: ',
    ],
    ['can never match', forbidText('a', 'false'), 'a.cedar, a: policy is impossible'],
    ['misspells a level', forbidText('a', 'context.accessLevel == "write"'), 'context.accessLevel never holds "write"'],
    ['misspells a tier', forbidText('a', '"derivd" == context.tier'), 'context.tier never holds "derivd"'],
    ['misspells one of several levels', forbidText('a', '["List", "read"].contains(context.accessLevel)'), '"read"'],
    [
      'misspells a category deep in its condition',
      forbidText('a', '!(context.region == "x" || context.categories.containsAny(["destructive", "destrutive"]))'),
      'context.categories never holds "destrutive"; it knows destructive, privilege-escalation',
    ],
  ];

  it.each(texts)('%s', (_name, text, fault) => {
    expect(() => preparePolicies({ schema, files: [{ name: 'a.cedar', text }] })).toThrow(fault);
  });

  it('has no file, which would deny everything in silence', () => {
    expect(() => preparePolicies({ schema, files: [] })).toThrow('there is no policy file');
  });

  it('has an unreadable schema', () => {
    const files = [{ name: 'a.cedar', text: RUN_ALL }];

    expect(() => preparePolicies({ schema: 'entity;', files })).toThrow(/schema: .*error parsing schema/);
  });

  it.each([
    ['an action too many', 'action unattended, withApproval', 'action unattended, withApproval, later'],
    ['an action too few', 'action unattended, withApproval', 'action unattended, other'],
  ])('has a schema with %s', (_name, actions, others) => {
    const files = [{ name: 'a.cedar', text: RUN_ALL }];

    expect(() => preparePolicies({ schema: schema.replace(actions, others), files })).toThrow(
      'schema: needs the actions unattended and withApproval in namespace Countersign, both applying to the same things',
    );
  });

  it('has a schema whose actions are asked of different things', () => {
    const apart = schema.replace(
      'action unattended, withApproval',
      'action unattended appliesTo { principal: Team, resource: Operation, context: Call };\n action withApproval',
    );

    expect(() => preparePolicies({ schema: apart, files: [{ name: 'a.cedar', text: askText('a') }] })).toThrow(
      'both applying to the same things',
    );
  });

  it('says in which line a faulty policy begins', () => {
    const text = `// first\n${RUN_ALL}\n\n@id("ä")\n${RUN_ALL.replace('@id("run-all") ', '')}`;
    const fault = faultIn([{ name: 'a.cedar', text }]);

    expect(fault).toMatchObject({ file: 'a.cedar', line: 4, policy: 'ä' });
  });

  it('names all faults at once, each with file and policy', () => {
    const files = [
      { name: 'a.cedar', text: askText('a', '@timeout("0")') },
      { name: 'b.cedar', text: 'permit (' },
      { name: 'c.cedar', text: forbidText('a', 'context.none') },
    ];

    expect(faultsOf(files)).toEqual([
      'b.cedar ',
      'a.cedar a @approvers',
      'a.cedar a @quorum',
      'a.cedar a @timeout',
      'c.cedar a @id',
      'c.cedar a attribute',
      'c.cedar a attribute',
    ]);
  });
});

describe('a policy set that is prepared', () => {
  const files = [
    { name: 'a.cedar', text: `${RUN_ALL}\n${forbidText('b', 'context.touchesGateway')}` },
    { name: 'c.cedar', text: askText('c', ASK.replace('platform', 'security, platform,security')) },
  ];
  const prepared = preparePolicies({ schema, files });

  it('keeps each policy and its annotations under its @id', () => {
    expect(Object.keys(prepared.policies)).toEqual(['run-all', 'b', 'c']);
    expect(prepared.annotations).toEqual({
      'run-all': { kind: 'run' },
      b: { kind: 'forbid', reason: 'b forbids' },
      c: { kind: 'ask', reason: 'c asks', approvers: ['platform', 'security'], quorum: 1, timeoutSeconds: 60 },
    });
  });

  it('survives JSON unchanged', () => {
    expect(JSON.parse(JSON.stringify(prepared))).toEqual(prepared);
  });

  it('has the same hash whatever the order of files and the line ends', () => {
    const turned = files.map(({ name, text }) => ({ name, text: text.replaceAll('\n', '\r\n') })).reverse();

    const other = preparePolicies({ schema: schema.replaceAll('\n', '\r\n'), files: turned });

    expect(other.policySet).toBe(prepared.policySet);
    expect(prepared.policySet).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each([
    ['a condition', 'context.touchesGateway', '!context.touchesGateway'],
    ['an annotation', 'b forbids', 'b forbids it'],
    ['an effect', '@reason("b forbids") forbid', '@reason("b forbids") permit'],
  ])('has another hash when %s changes', (_name, from, to) => {
    const notes = to.includes('permit') ? `${ASK} ${to}` : to;
    const changed = files.map(({ name, text }) => ({ name, text: text.replace(from, notes) }));

    expect(preparePolicies({ schema, files: changed }).policySet).not.toBe(prepared.policySet);
  });

  it('has another hash when the schema changes', () => {
    expect(preparePolicies({ schema: `${schema}\n`, files }).policySet).not.toBe(prepared.policySet);
  });
});

function faultIn(files: readonly { name: string; text: string }[]): unknown {
  try {
    return preparePolicies({ schema, files });
  } catch (error) {
    return error instanceof PolicySetInvalid ? error.faults[0] : error;
  }
}

function bothActions(): string {
  const both = 'action in [Countersign::Action::"unattended", Countersign::Action::"withApproval"]';
  return `@id("a") permit (principal, ${both}, resource);`;
}

function faultsOf(files: readonly { name: string; text: string }[]): readonly string[] {
  try {
    preparePolicies({ schema, files });
    return [];
  } catch (error) {
    if (!(error instanceof PolicySetInvalid)) throw error;
    return error.faults.map(
      ({ file, policy, detail }) => `${file} ${policy ? `${policy} ${detail.split(' ')[0]}` : ''}`,
    );
  }
}
