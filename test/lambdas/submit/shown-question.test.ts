import { describe, expect, it } from '@jest/globals';
import { NO_USAGE } from '../../../lambdas/decide/decision.ts';
import { NO_FACTS } from '../../../lambdas/decide/input-facts.ts';
import { secretMembersOf } from '../../../lambdas/catalogue/load.ts';
import { parseMaskingPolicy } from '../../../lambdas/mask/policy/masking-policy.ts';
import { maskingRules } from '../../../lambdas/mask/policy/rules.ts';
import type { RecordedQuestion } from '../../../lambdas/record/question.ts';
import { planOfInput, textsBeside } from '../../../lambdas/submit/shown-call.ts';
import { shownQuestion } from '../../../lambdas/submit/shown-question.ts';
import { aCall, anEnvelope, aRead } from '../../support/a-call.ts';
import { aGateway } from '../../support/a-gateway.ts';
import { someQuestion } from '../../support/an-operation.ts';

const KEY = 'AKIAQ3EGRIRKV3RVZLOX';
const PASSWORD = 'c0rrect-h0rse-battery-9';

const call = aCall({
  service: 'secretsmanager',
  operation: 'PutSecretValue',
  input: { SecretId: 'billing', SecretString: PASSWORD },
});

/** A question with facts of the input in it, as a later version may ask it. */
const withFacts = (facts: object): RecordedQuestion => ({ ...someQuestion(call), facts }) as RecordedQuestion;
const kept = async (question: RecordedQuestion, policy: object = {}) => {
  const rules = await maskingRules(parseMaskingPolicy({ version: 1, ...policy }, 'test'));
  return shownQuestion(question, textsBeside(call, planOfInput(await secretMembersOf(call), rules)));
};

describe('the question on record', () => {
  it('keeps names, ARNs, numbers and ordinary texts exactly: other policies must find what these found', async () => {
    const facts = { prefix: '2026/10/', count: 3, at: '2026-11-22T12:00:00.000Z', public: false, tags: ['prod', null] };

    expect(await kept(withFacts(facts))).toEqual(withFacts(facts));
  });

  it('holds no secret of the input, not one that its form tells nor one that only its member does', async () => {
    const question = await kept(withFacts({ prefix: `keys/${KEY}`, nested: [{ text: `was ${PASSWORD}` }] }));

    expect(JSON.stringify(question)).not.toContain(KEY);
    expect(JSON.stringify(question)).not.toContain(PASSWORD);
    expect(question.grants).toEqual(someQuestion(call).grants);
  });
});

describe('the question on record, under a policy of the team', () => {
  it("holds nothing that the team's own patterns match", async () => {
    const patterns = [{ type: 'employee-id', pattern: 'E-[0-9]{6}' }];
    const question = await kept(withFacts({ prefix: 'of/E-123456' }), { patterns });

    expect(question).toEqual(withFacts({ prefix: 'of/[masked:employee-id]' }));
  });
});

describe('submit', () => {
  it('keeps what the policies were asked, and holds the first event to it', async () => {
    const gateway = aGateway();

    const { question, id } = await gateway.post(anEnvelope(aRead()));

    expect(question).toEqual({
      agent: { arn: 'arn:aws:iam::111122223333:role/invoice-agent', team: 'finance' },
      service: 's3',
      operation: 'GetObject',
      account: '111122223333',
      region: 'eu-west-1',
      tier: 'curated',
      accessLevel: 'Read',
      categories: expect.any(Array),
      grants: [{ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::invoices/2026/10/0042.pdf'] }],
      labels: ['dev'],
      facts: NO_FACTS,
      at: expect.stringMatching(/^20.*Z$/),
      usage: NO_USAGE,
    });
    const [received] = await gateway.store.events(id);
    expect(received?.facts['question']).toMatch(/^[0-9a-f]{64}$/);
  });

  it('keeps no team for an agent outside the directory, of whom no policy was asked', async () => {
    const gateway = aGateway();
    const { body } = await gateway.ask({
      route: 'POST /operations',
      body: JSON.stringify(anEnvelope()),
      userArn: 'arn:aws:iam::111122223333:user/stranger',
    });

    const { id } = JSON.parse(body) as { id: string };
    const { question } = await gateway.read(id);
    expect(question.agent).toEqual({ arn: 'arn:aws:iam::111122223333:user/stranger' });
  });
});
