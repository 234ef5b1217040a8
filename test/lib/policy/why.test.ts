import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadPolicySet } from '../../../lambdas/decide/policy-set.ts';
import { readPolicies } from '../../../lambdas/decide/read-policies.ts';
import type { Operation } from '../../../lambdas/record/operation.ts';
import { publish } from '../../../lib/policy/publish.ts';
import { whyOf, type Why } from '../../../lib/policy/why.ts';
import { anEnvelope } from '../../support/a-call.ts';
import { aGateway } from '../../support/a-gateway.ts';
import { aPolicyFolder, removePolicyFolders } from '../../support/a-policy-folder.ts';
import { forbidText } from '../../support/a-policy-set.ts';
import { aRegistry } from '../../support/a-registry.ts';
import { runIn } from '../agent/a-terminal.ts';
import { ndjson } from './a-record.ts';

const DESTRUCTION = `@id("destruction")
@reason("Destruction needs one approval")
@approvers("platform") @quorum("1") @timeout("60")
permit (
  principal in Countersign::Team::"finance",
  action == Countersign::Action::"withApproval",
  resource
)
when { context.categories.contains("destructive") && context.resourceCount == 1 };`;
const FROZEN = forbidText('frozen', 'context.service == "s3"');
const MOVER = { at: '2026-11-22T12:00:00.000Z', by: 'arn:aws:iam::111122223333:user/ines', why: 'Freeze' };

let folder: string;
let operation: Operation;
beforeAll(async () => {
  folder = aPolicyFolder('// a comment', DESTRUCTION);
  operation = await aGateway({ policies: loadPolicySet(readPolicies(folder)) }).post(anEnvelope());
});
afterAll(removePolicyFolders);

async function why(policies: string, ...more: string[]) {
  const said = await runIn(
    { input: ndjson([operation]), env: { COUNTERSIGN_GATEWAY: 'none' } },
    ...['policy', 'why', operation.id, '--from', '-', '--policies', policies],
    ...more,
  );
  return { ...said, view: (said.out ? JSON.parse(said.out) : undefined) as Why };
}

describe('why', () => {
  it('names each policy that decided: its place, text and reason, and the facts that it looked at', async () => {
    const { code, view } = await why(folder);

    expect(view).toMatchObject({
      id: operation.id,
      status: 'PENDING',
      call: 's3:DeleteObject in eu-west-1, account 111122223333',
      agent: 'arn:aws:iam::111122223333:role/invoice-agent, team finance',
      decision: { verdict: 'ask', policySet: readPolicies(folder).policySet },
    });
    expect(view.policies).toEqual([
      {
        id: 'destruction',
        place: expect.stringMatching(/test\.cedar:3$/),
        reason: 'Destruction needs one approval',
        text: DESTRUCTION,
        facts: {
          principal: 'arn:aws:iam::111122223333:role/invoice-agent in team finance',
          'context.categories': ['destructive'],
          'context.resourceCount': 1,
        },
      },
    ]);
    expect(code).toBe(0);
  });

  it('says that the policies of today say the same', async () => {
    expect((await why(folder)).view.today).toMatchObject({ same: true, decision: { verdict: 'ask' } });
  });

  it('says what others say today, and that the text of those that decided is gone', async () => {
    const { view } = await why(aPolicyFolder(DESTRUCTION, FROZEN));

    expect(view.policies).toEqual([{ id: 'destruction' }]);
    expect(view.today).toMatchObject({ same: false, decision: { verdict: 'deny', policies: ['frozen'] } });
  });

  it('reads for a person', async () => {
    const input = ndjson([operation]);
    const env = { COUNTERSIGN_GATEWAY: 'none' };

    const { out } = await runIn(
      { isTty: true, input, env },
      'policy',
      'why',
      operation.id,
      '--from',
      '-',
      '--policies',
      folder,
    );

    expect(out).toMatch(/^ {2}policy {4}destruction {2}\S*test\.cedar:3$/m);
    expect(out).toMatch(/^ {12}context\.categories was \["destructive"\]$/m);
    expect(out).toMatch(/^ {2}today {5}the same: ask \(destruction\), policy set [0-9a-f]{12}, by the policies in /m);
  });

  it('finds a published set in the bucket, and today’s answer by what is in force', async () => {
    const decided = readPolicies(folder);
    const registry = aRegistry('f'.repeat(64));
    await publish(decided, MOVER, registry);
    await publish(readPolicies(aPolicyFolder(FROZEN)), MOVER, registry);

    const view = await whyOf(operation, { folder: aPolicyFolder(forbidText('other', 'true')), registry });

    expect(view.policies).toMatchObject([{ id: 'destruction', text: DESTRUCTION }]);
    expect(view.policies[0]).not.toHaveProperty('place');
    expect(view.today).toMatchObject({ same: false, policySet: registry.moves.at(-1)?.policySet });
    expect(view.today).not.toHaveProperty('note');
  });

  it('says of an agent outside the directory that no policy was asked', async () => {
    const { agent, ...rest } = operation.question;
    const stranger = { ...operation, question: { ...rest, agent: { arn: agent.arn } } };

    expect(await whyOf(stranger, { folder })).toMatchObject({
      agent: `${agent.arn}, not in the directory`,
      today: { unknown: 'no policy was asked about this agent' },
    });
  });

  it('exits with 2 for an operation that is not there', async () => {
    const said = await runIn(
      { input: ndjson([operation]), env: { COUNTERSIGN_GATEWAY: 'none' } },
      ...['policy', 'why', 'op_01JD8Z4Q6W7X8Y9ZABCDEFGHJK', '--from', '-'],
    );
    expect(said).toMatchObject({ code: 2, err: 'error: There is no operation op_01JD8Z4Q6W7X8Y9ZABCDEFGHJK in -\n' });
  });
});
