import { describe, expect, it } from '@jest/globals';
import { execute } from '../../../lambdas/execute/execute.ts';
import type { Decision } from '../../../lambdas/decide/decision.ts';
import { anEnvelope } from '../../support/a-call.ts';
import { aGateway } from '../../support/a-gateway.ts';
import { aPolicySet, askText } from '../../support/a-policy-set.ts';

const NOTES = '@approvers("platform") @quorum("1") @timeout("3600")';
const inRole = (role: string) => aPolicySet(askText('a', `${NOTES} @role("${role}")`));

async function anApproved() {
  const gateway = aGateway({ policies: inRole('billing') });
  const pending = await gateway.post(anEnvelope());
  return { gateway, pending };
}

describe('the target role that a policy chose', () => {
  it('is written into the decision’s event, and is the one that credentials are asked for', async () => {
    const { gateway, pending } = await anApproved();
    await gateway.approve(pending);
    await gateway.execute(pending.id);

    const [, decided] = await gateway.store.events(pending.id);
    expect(decided?.facts).toMatchObject({ role: 'billing' });
    expect(gateway.aws.issued).toMatchObject([{ operationId: pending.id, role: 'billing' }]);
  });

  it.each([
    ['another', inRole('audit')],
    ['none', aPolicySet(askText('a', NOTES))],
  ])('must still be today’s: nothing runs when the policies name %s by then', async (_, policies) => {
    const { gateway, pending } = await anApproved();
    await gateway.approve(pending);

    expect(await execute(pending.id, { ...gateway.executor, policies })).toMatchObject({ status: 'DENIED' });

    expect(await gateway.read(pending.id)).toMatchObject({
      because: expect.stringContaining('target role now (role)'),
    });
    expect(gateway.aws.issued).toEqual([]);
  });

  it('cannot be altered in the record', async () => {
    const { gateway, pending } = await anApproved();
    await gateway.approve(pending);
    await gateway.store.alter(pending.id, {
      operation: (operation) => ({ decision: { ...operation.decision, role: 'audit' } as Decision }),
    });

    expect(await gateway.execute(pending.id)).toBe('DENIED');
    expect(gateway.aws.issued).toEqual([]);
  });
});
