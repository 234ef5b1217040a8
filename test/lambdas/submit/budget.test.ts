import { describe, expect, it } from '@jest/globals';
import { InMemoryBudgetStore } from '../../../lambdas/adapters/in-memory-budget-store.ts';
import { parseDirectory } from '../../../lambdas/decide/directory.ts';
import { Unavailable } from '../../../lambdas/runtime/errors.ts';
import { aCall, AGENT, anEnvelope, anEscalation, aRead, OTHER_AGENT } from '../../support/a-call.ts';
import { aGateway } from '../../support/a-gateway.ts';
import { aPolicySet, forbidText, RUN_ALL } from '../../support/a-policy-set.ts';

const DAY = '2026-11-22';
const own = { scope: 'agent', name: AGENT, day: DAY } as const;

/** A gateway whose two agents are in one team, with these budgets. */
function aBudgeted({ agent = {}, team = {} }: { agent?: object; team?: object }) {
  const owners = ['U0FINANCE1'];
  const directory = parseDirectory(
    JSON.stringify({
      agents: { [AGENT]: { team: 'finance', owners, budgets: agent }, [OTHER_AGENT]: { team: 'finance', owners } },
      teams: { finance: { budgets: team } },
      approvers: { platform: ['U0PLATFRM1'] },
    }),
  );
  return aGateway({ directory });
}

type Gateway = ReturnType<typeof aGateway>;
const post = async (
  gateway: Gateway,
  call = aRead(),
  more: { userArn?: string; headers?: Record<string, string> } = {},
) => {
  const answer = await gateway.ask({ route: 'POST /operations', body: JSON.stringify(anEnvelope(call)), ...more });
  return { ...answer, body: JSON.parse(answer.body) as { id?: string; detail?: string } };
};

describe('over the budget', () => {
  it('an agent gets 429 until midnight UTC, told which budget it was', async () => {
    const gateway = aBudgeted({ agent: { operationsPerDay: 1 } });
    expect((await post(gateway)).statusCode).toBe(200);

    const { statusCode, headers, body } = await post(gateway);

    expect(statusCode).toBe(429);
    expect(headers).toMatchObject({ 'retry-after': '43200', 'content-type': 'application/problem+json' });
    expect(body).toMatchObject({
      type: 'urn:countersign:over-budget',
      detail: expect.stringMatching(
        /^Over budget: this agent has used its budget of 1 operations a day; .*2026-11-23T00:00/,
      ),
      budget: {
        scope: 'agent',
        name: AGENT,
        measure: 'operations',
        limit: 1,
        refused: 1,
        until: `2026-11-23T00:00:00.000Z`,
      },
    });
    expect(gateway.aws.sent).toHaveLength(1);
    gateway.clock.advance(43_200);
    expect((await post(gateway)).statusCode).toBe(200);
  });

  it('of the team, each of its agents is refused, and keeps its own budget whole', async () => {
    const gateway = aBudgeted({ team: { operationsPerDay: 1 } });
    expect((await post(gateway, aRead(), { userArn: OTHER_AGENT })).statusCode).toBe(200);

    const refused = await post(gateway);

    expect(refused.body).toMatchObject({ budget: { scope: 'team', name: 'finance', limit: 1 } });
    expect(await gateway.budgets.used(own)).toMatchObject({ operations: 0 });
  });

  it('of what costs, an agent still gets what does not', async () => {
    const gateway = aBudgeted({ agent: { costBearingPerDay: 0 } });
    const run = aCall({ service: 'ec2', operation: 'StartInstances', input: { InstanceIds: ['i-0123456789abcdef0'] } });

    const { statusCode, body } = await post(gateway, run);

    expect({ statusCode, body }).toMatchObject({
      statusCode: 429,
      body: { budget: { measure: 'cost-bearing operations', limit: 0 } },
    });
    expect((await post(gateway)).statusCode).toBe(200);
  });

  it('the record says so for the first refusal and every tenth power after it, and a flood leaves no more', async () => {
    const gateway = aBudgeted({ agent: { operationsPerDay: 1 } });
    await post(gateway);

    const ids = [];
    for (let refusal = 1; refusal <= 120; refusal += 1) ids.push((await post(gateway)).body.id);

    expect(ids.flatMap((id, index) => (id === undefined ? [] : [index + 1]))).toEqual([1, 10, 100]);
    const hundredth = await gateway.read(ids[99]!);
    expect(hundredth).toMatchObject({
      status: 'DENIED',
      decision: { verdict: 'deny', policies: [] },
      because: expect.stringMatching(/budget of 1 operations a day.*Refused today: 100$/),
    });
  });
});

describe('500 submissions at once against a budget of 100', () => {
  it.each(['agent', 'team'] as const)('of the %s: exactly 100 pass', async (whose) => {
    const gateway = aBudgeted({ [whose]: { operationsPerDay: 100 } });
    const callers = [{}, { userArn: OTHER_AGENT }];

    const answers = await Promise.all(
      Array.from({ length: 500 }, (_, index) => post(gateway, aRead(), whose === 'team' ? callers[index % 2] : {})),
    );

    expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(100);
    expect(answers.filter(({ statusCode }) => statusCode === 429)).toHaveLength(400);
    expect(gateway.aws.sent).toHaveLength(100);
  });
});

describe('what counts', () => {
  it('is not a repeated POST, at once or later, even when the budget is used', async () => {
    const gateway = aBudgeted({ agent: { operationsPerDay: 2 } });
    const headers = { 'idempotency-key': 'key-1' };

    const answers = await Promise.all([post(gateway, aRead(), { headers }), post(gateway, aRead(), { headers })]);
    expect(await gateway.budgets.used(own)).toMatchObject({ operations: 1 });
    await post(gateway);
    const later = await post(gateway, aRead(), { headers });

    const ids = new Set([...answers, later].map(({ body }) => body.id).filter((id) => id !== undefined));
    expect(ids.size).toBe(1);
    expect(later.statusCode).toBe(200);
    expect(await gateway.budgets.used(own)).toMatchObject({ operations: 2, refused: 0 });
  });

  it('is given back when another request with the same key was written first', async () => {
    const gateway = aBudgeted({});
    const headers = { 'idempotency-key': 'key-1' };
    gateway.store.existing = async () => undefined; // as if both looked before either wrote

    await post(gateway, aRead(), { headers });
    await post(gateway, aRead(), { headers });

    expect(await gateway.budgets.used(own)).toMatchObject({ operations: 1 });
    expect(await gateway.budgets.used({ scope: 'team', name: 'finance', day: DAY })).toMatchObject({ operations: 1 });
    expect(gateway.aws.sent).toHaveLength(1);
  });

  it('stays taken when it is not known whether the operation was written', async () => {
    const gateway = aBudgeted({});
    gateway.store.create = () => Promise.reject(new Unavailable('The operations table'));

    await expect(post(gateway)).rejects.toBeInstanceOf(Unavailable);

    expect(await gateway.budgets.used(own)).toMatchObject({ operations: 1 });
  });

  it('is no faulty envelope, but a denied one, which costs nothing', async () => {
    const gateway = aBudgeted({});

    await post(gateway, aCall({ operation: 'NoSuchOperation' }));
    await post(gateway, anEscalation());

    expect(await gateway.budgets.used(own)).toEqual({ operations: 1, costBearing: 0, deniedInARow: 1, refused: 0 });
  });
});

describe('what the policy is told of the use', () => {
  it('is on record with each operation: before it, of the day and of the session', async () => {
    const gateway = aBudgeted({});
    await post(gateway);
    await post(gateway, anEscalation({ session: { id: 'another' } }));
    gateway.clock.advance(1);

    const { id } = (await post(gateway)).body;

    const usage = { operations: 2, costBearing: 0, deniedInARow: 1, sessionOperations: 1 };
    expect(await gateway.read(id!)).toMatchObject({ status: 'SUCCEEDED', question: { usage } });
  });

  it('cannot be altered before the call: the executor holds it to the history', async () => {
    const gateway = aBudgeted({});
    Object.assign(gateway.api.executor, { run: async () => ({ ended: false }) });
    const { id } = await gateway.post(anEnvelope(aRead()));
    await gateway.store.alter(id, {
      operation: ({ question }) => ({ question: { ...question, usage: { ...question.usage, operations: 99 } } }),
    });

    expect(await gateway.execute(id)).toBe('DENIED');
    expect(await gateway.read(id)).toMatchObject({ because: 'The record differs from its history: what was asked.' });
  });

  it('counts denials in a row until one succeeds', async () => {
    const gateway = aBudgeted({});
    for (let count = 0; count < 3; count += 1) await post(gateway, anEscalation());
    expect(await gateway.budgets.used(own)).toMatchObject({ deniedInARow: 3 });

    await post(gateway);

    expect(await gateway.budgets.used(own)).toMatchObject({ operations: 4, deniedInARow: 0 });
  });
});

describe('what policies make of the use', () => {
  it('after five denials in a row, an ordinary read asks, and a success lets the next one run', async () => {
    const gateway = aBudgeted({});
    for (let count = 0; count < 5; count += 1) expect((await post(gateway, anEscalation())).statusCode).toBe(403);

    const asked = await gateway.post(anEnvelope(aRead()));

    expect(asked).toMatchObject({
      status: 'PENDING',
      question: { usage: { deniedInARow: 5 } },
      decision: { verdict: 'ask', policies: expect.arrayContaining(['circuit-breaker']) },
    });
    await gateway.approve(asked, { user: 'U0PLATFRM1' });
    await gateway.workflow.settle();
    expect(await gateway.read(asked.id)).toMatchObject({ status: 'SUCCEEDED' });
    expect((await post(gateway)).statusCode).toBe(200);
  });

  it('an operation is decided again on what was used before it, so it is not in its own way', async () => {
    const onlyOne = forbidText('only-one', 'context.usage.operations >= 1');
    const gateway = aGateway({ policies: aPolicySet(RUN_ALL, onlyOne) });

    expect((await post(gateway)).statusCode).toBe(200);

    const second = await gateway.post(anEnvelope(aRead()));
    expect(second).toMatchObject({ status: 'DENIED', because: 'only-one forbids' });
    expect(gateway.aws.sent).toHaveLength(1);
  });
});

describe('a table of budgets that does not answer', () => {
  it.each(['used', 'take'] as const)('lets nothing run (%s)', async (method) => {
    const budgets = new InMemoryBudgetStore();
    budgets[method as 'used'] = () => Promise.reject(new Unavailable('The table of budgets'));
    const gateway = aGateway({ budgets });

    await expect(post(gateway)).rejects.toBeInstanceOf(Unavailable);

    expect(gateway.aws.issued).toEqual([]);
    expect(await gateway.store.inSession(AGENT, 'run-7f3a')).toEqual([]);
  });
});
