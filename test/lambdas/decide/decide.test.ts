import { describe, expect, it } from '@jest/globals';
import { decide } from '../../../lambdas/decide/decide.ts';
import type { Question } from '../../../lambdas/decide/decision.ts';
import { preparePolicies } from '../../../lambdas/decide/prepare.ts';
import { loadPolicySet, type PolicySet } from '../../../lambdas/decide/policy-set.ts';
import { type PreparedPolicies, policySetHash } from '../../../lambdas/decide/prepared-policies.ts';
import { aPolicySet, askText, forbidText, OVERFLOW, RUN_ALL, theDefaultPolicies } from '../../support/a-policy-set.ts';
import { aQuestion } from '../../support/a-question.ts';

const ASK_ALL = askText('ask-all');

describe('what breaks is denied', () => {
  const onWithApproval = forbidText('late', OVERFLOW).replace(
    'action,',
    'action == Countersign::Action::"withApproval",',
  );
  const failures: readonly (readonly [string, Partial<Question>, PolicySet, RegExp])[] = [
    ['a permit that fails beside one that holds', {}, aPolicySet(RUN_ALL, failingPermit()), /broken-permit.*overflow/],
    [
      'a forbid that fails, which Cedar skips',
      {},
      aPolicySet(RUN_ALL, forbidText('broken', OVERFLOW)),
      /broken.*overflow/,
    ],
    ['a forbid that fails in the second question only', {}, aPolicySet(ASK_ALL, onWithApproval), /late.*overflow/],
    [
      'a context attribute that the schema does not know',
      {},
      underSchema('touchesGateway: Bool,', ''),
      /touchesGateway/,
    ],
    [
      'a context attribute that the schema misses',
      {},
      underSchema('tier: String,', 'tier: String, minute: Long,'),
      /minute/,
    ],
    ['a text that Cedar cannot hold', { operation: '\ud800' }, aPolicySet(RUN_ALL), /hex escape/],
    ['a fact of another type', { region: 1 as never }, aPolicySet(RUN_ALL), /is not valid for/],
    ['a fact that is missing', { region: undefined as never }, aPolicySet(RUN_ALL), /region/],
    ['a question without grants', { grants: undefined as never }, aPolicySet(RUN_ALL), /flatMap|undefined/],
    ['a policy that Cedar cannot read', {}, sealed({ matchers: { 'run-all': 'permit (' } }), /run-all.*unexpected end/],
    ['a policy without a head', {}, { ...aPolicySet(RUN_ALL), heads: new Map() }, /run-all has no head/],
    [
      'a permit without annotations',
      {},
      { ...aPolicySet(ASK_ALL), annotations: new Map() },
      /ask-all has no annotations/,
    ],
    ['a permit that names no approvers', {}, withNote('ask-all', { kind: 'run' }), /does not say who approves/],
  ];

  it.each(failures)('%s', (_name, question, policies, why) => {
    const decision = decide(aQuestion(question), policies);

    expect(decision).toMatchObject({ verdict: 'deny', policies: [], policySet: policies.policySet });
    expect(decision.reasons).toEqual([expect.stringMatching(why)]);
    expect(decision.reasons[0]).toMatch(/^The policies could not be evaluated, so nothing may run/);
  });

  it('the second question is not asked when the first one broke', () => {
    const failing = failingPermit().replace('@id("broken-permit")', '@id("first")');

    const decision = decide(aQuestion(), aPolicySet(ASK_ALL, failing));

    expect(decision).toMatchObject({ verdict: 'deny', reasons: [expect.stringContaining('first')] });
  });
});

describe('a call that nothing can be cut to', () => {
  it.each<Question['tier']>(['unscopable', 'invented' as never])(
    'is denied at tier %s whatever the policies say',
    (tier) => {
      const decision = decide(aQuestion({ tier, grants: [] }), aPolicySet(RUN_ALL, ASK_ALL));

      const reasons = ['No credentials can be cut to this call, so no policy can permit it'];
      expect(decision).toMatchObject({ verdict: 'deny', policies: [], reasons });
    },
  );
});

describe('a call that no policy permits', () => {
  it('is denied and told what to do', () => {
    const onlyOthers = forbidText('others', 'context.region == "us-east-1"');

    const decision = decide(aQuestion(), aPolicySet(onlyOthers));

    expect(decision).toMatchObject({ verdict: 'deny', policies: [] });
    expect(decision.reasons).toEqual([
      expect.stringMatching(/^No policy permits this: add a permit for s3:GetObject by team finance/),
    ]);
  });

  it('is not told that it was forbidden when only unattended runs are', () => {
    const forbidden = forbidText('wait', 'true').replace('action,', 'action == Countersign::Action::"unattended",');

    expect(decide(aQuestion(), aPolicySet(forbidden))).toMatchObject({ verdict: 'deny', policies: [] });
  });
});

describe('a call that several policies let wait', () => {
  const policies = aPolicySet(
    askText('second', '@approvers("platform, security") @quorum("1") @timeout("600")'),
    askText('first', '@approvers("finance, platform") @quorum("2") @timeout("900")'),
    askText('elsewhere', '@approvers("nobody") @quorum("9") @timeout("1")', 'when { context.region == "us-east-1" }'),
  );

  it('is asked of all their groups, with the highest quorum and the shortest time', () => {
    expect(decide(aQuestion(), policies)).toEqual({
      verdict: 'ask',
      policies: ['first', 'second'],
      policySet: policies.policySet,
      reasons: ['first asks', 'second asks'],
      approvers: ['finance', 'platform', 'security'],
      quorum: 2,
      timeoutSeconds: 600,
    });
  });
});

describe('who asks and what for', () => {
  it('a permit for a team holds for its agents only', () => {
    const policies = aPolicySet(RUN_ALL.replace('principal,', 'principal in Countersign::Team::"data",'));
    const { agent } = aQuestion();

    expect(decide(aQuestion({ agent: { ...agent, team: 'data' } }), policies).verdict).toBe('allow');
    expect(decide(aQuestion({ agent: { ...agent, team: 'database' } }), policies).verdict).toBe('deny');
  });

  it('a permit for a service, or for one operation, holds for no other', () => {
    const service = aPolicySet(RUN_ALL.replace('resource)', 'resource in Countersign::Service::"s3")'));
    const operation = aPolicySet(RUN_ALL.replace('resource)', 'resource == Countersign::Operation::"s3:GetObject")'));

    expect([service, operation].map((set) => decide(aQuestion(), set).verdict)).toEqual(['allow', 'allow']);
    const other = aQuestion({ operation: 'PutObject' });
    expect([service, operation].map((set) => decide(other, set).verdict)).toEqual(['allow', 'deny']);
    const elsewhere = aQuestion({ service: 's3control' });
    expect([service, operation].map((set) => decide(elsewhere, set).verdict)).toEqual(['deny', 'deny']);
  });

  it('a policy sees the IAM actions, the ARNs and their number over all grants, each once', () => {
    const grants = [
      { actions: ['s3:GetObject'], resources: ['arn:aws:s3:::a/1', 'arn:aws:s3:::a/2'] },
      { actions: ['s3:GetObject', 'kms:Decrypt'], resources: ['arn:aws:s3:::a/2'] },
    ];
    const when =
      'context.actions == ["kms:Decrypt", "s3:GetObject"] && context.resourceCount == 2 && ' +
      'context.resources == ["arn:aws:s3:::a/2", "arn:aws:s3:::a/1"] && context.account == "111122223333" && ' +
      'context.service == "s3" && context.operation == "GetObject" && context.region == "eu-west-1"';

    expect(decide(aQuestion({ grants }), aPolicySet(askText('exact', undefined, `when { ${when} }`))).verdict).toBe(
      'ask',
    );
  });
});

function failingPermit(): string {
  return RUN_ALL.replace('run-all', 'broken-permit').replace(';', ` when { ${OVERFLOW} };`);
}

/** A set whose schema is not the one that the question was written for. */
function underSchema(text: string, replacement: string): PolicySet {
  const { schema } = theDefaultPolicies();
  return sealed({ schema: schema.replace(text, replacement) });
}

/** A set that `preparePolicies` would never have made, under a fitting hash. */
function sealed(changes: Partial<PreparedPolicies>): PolicySet {
  const { schema } = theDefaultPolicies();
  const prepared = preparePolicies({ schema, files: [{ name: 'test.cedar', text: RUN_ALL }] });
  const changed = { ...prepared, ...changes };
  return loadPolicySet({ ...changed, policySet: policySetHash(changed) });
}

function withNote(id: string, note: { kind: 'run' }): PolicySet {
  return { ...aPolicySet(ASK_ALL), annotations: new Map([[id, note]]) };
}
