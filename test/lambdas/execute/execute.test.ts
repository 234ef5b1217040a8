import { Readable } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { execute } from '../../../lambdas/execute/execute.ts';
import { MAX_RESULT_BYTES } from '../../../lambdas/execute/guard-result.ts';
import type { CallOutcome } from '../../../lambdas/execute/ports.ts';
import { EXECUTION_LEASE_SECONDS } from '../../../lambdas/record/steps.ts';
import { Unavailable } from '../../../lambdas/runtime/errors.ts';
import { aCall, AGENT, aRead, anEnvelope } from '../../support/a-call.ts';
import { aGateway } from '../../support/a-gateway.ts';
import { newId } from '../../support/an-operation.ts';

/** An allowed operation that no executor has touched. */
async function anAllowed(call = aRead()) {
  const gateway = aGateway();
  const run = gateway.api.executor.run;
  Object.assign(gateway.api.executor, { run: async () => ({ ended: false }) });
  const { id } = await gateway.post(anEnvelope(call));
  Object.assign(gateway.api.executor, { run });
  return { gateway, id };
}

describe('execute', () => {
  it('claims before it asks for credentials, and asks for them before it calls', async () => {
    const { gateway, id } = await anAllowed();
    const order: string[] = [];
    const credentials = {
      issue: async (session: Parameters<typeof gateway.aws.credentials.issue>[0]) => {
        order.push(`issue while ${(await gateway.read(id)).status}`);
        return gateway.aws.credentials.issue(session);
      },
    };
    gateway.aws.answer = async () => {
      order.push('call');
      return { kind: 'answered', output: {} };
    };

    await execute(id, { ...gateway.executor, credentials });

    expect(order).toEqual(['issue while EXECUTING', 'call']);
  });

  it('asks for credentials that can do this call for a minute, named after the operation and its agent', async () => {
    const { gateway, id } = await anAllowed();

    await gateway.execute(id);

    const [session] = gateway.aws.issued;
    expect(session).toMatchObject({ account: '111122223333', operationId: id, agent: AGENT });
    const policy = JSON.parse(session?.policy ?? '') as {
      Statement: { Effect: string; Action: unknown; Resource: unknown }[];
    };
    expect(policy.Statement.filter(({ Effect }) => Effect === 'Allow')).toMatchObject([
      { Action: 's3:GetObject', Resource: 'arn:aws:s3:::invoices/2026/10/0042.pdf' },
    ]);
    expect(session?.policy).toContain('2026-11-22T12:01:00Z');
  });

  it('runs one of two executors that start at once', async () => {
    const { gateway, id } = await anAllowed();

    const ended = await Promise.all([gateway.execute(id), gateway.execute(id), gateway.execute(id)]);

    expect(ended.filter((status) => status === 'SUCCEEDED').length).toBeGreaterThanOrEqual(1);
    expect(gateway.aws.sent).toHaveLength(1);
    expect(gateway.aws.issued).toHaveLength(1);
    const events = await gateway.store.events(id);
    expect(events.filter(({ type }) => type === 'claimed')).toHaveLength(1);
  });

  it('runs nothing twice, however often it is invoked afterwards', async () => {
    const { gateway, id } = await anAllowed();

    for (let time = 0; time < 3; time += 1) expect(await gateway.execute(id)).toBe('SUCCEEDED');

    expect(gateway.aws.sent).toHaveLength(1);
  });

  it('leaves alone what waits for a person, and refuses an id that does not exist', async () => {
    const gateway = aGateway();
    const pending = await gateway.post(anEnvelope());

    expect(await gateway.execute(pending.id)).toBe('PENDING');
    await expect(gateway.execute(newId())).rejects.toMatchObject({ name: 'NotFound' });
    expect(gateway.aws.issued).toEqual([]);
  });

  it('ends FAILED, and sends nothing, when STS refuses', async () => {
    const { gateway, id } = await anAllowed();
    gateway.aws.stsError = new Error('AccessDenied: not authorized to perform sts:AssumeRole on a-secret-arn');

    await gateway.execute(id);

    expect(await gateway.read(id)).toMatchObject({
      status: 'FAILED',
      failure: { code: 'CredentialsRefused', message: 'STS made no credentials; the call was not sent.' },
    });
    expect(gateway.aws.sent).toEqual([]);
  });

  it('spends no claim on a call that cannot be prepared', async () => {
    const { gateway, id } = await anAllowed();
    gateway.aws.prepareError = new TypeError('no such client');

    expect(await gateway.execute(id)).toBe('DENIED');

    expect((await gateway.store.events(id)).map(({ type }) => type)).toEqual(['received', 'allowed', 'denied']);
    expect(gateway.aws.issued).toEqual([]);
  });

  it('runs nothing when the claim could not be written', async () => {
    const { gateway, id } = await anAllowed();
    const operations = Object.create(gateway.store, {
      read: { value: gateway.store.read.bind(gateway.store) },
      events: { value: gateway.store.events.bind(gateway.store) },
      commit: { value: () => Promise.reject(new Unavailable('The operations table')) },
    }) as typeof gateway.store;

    await expect(execute(id, { ...gateway.executor, operations })).rejects.toBeInstanceOf(Unavailable);

    expect([gateway.aws.issued, gateway.aws.sent]).toEqual([[], []]);
  });

  it('says no more than an id and a status to whoever invoked it', async () => {
    const { gateway, id } = await anAllowed();
    gateway.aws.answer = async () => ({ kind: 'answered', output: { ContentType: 'application/pdf' } });

    expect(await execute(id, gateway.executor)).toEqual({ operationId: id, status: 'SUCCEEDED' });
  });

  it('gives an executor two minutes, then the sweep calls its outcome unknown', async () => {
    const { gateway, id } = await anAllowed();
    gateway.aws.answer = () => Promise.reject(new Error('the process died'));
    await gateway.execute(id).catch(() => undefined);

    gateway.clock.advance(EXECUTION_LEASE_SECONDS);
    expect(await gateway.sweep()).toEqual({ closed: 0, left: 0 });
    gateway.clock.advance(1);
    expect(await gateway.sweep()).toEqual({ closed: 1, left: 0 });

    expect(await gateway.read(id)).toMatchObject({
      status: 'OUTCOME_UNKNOWN',
      because: expect.stringMatching(/may have run/),
    });
  });
});

describe('what leaves the executor', () => {
  const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYzEXAMPLEKEY';

  it.each<readonly [string, CallOutcome]>([
    ['an answer', { kind: 'answered', output: { Metadata: { note: `AWS_SECRET_ACCESS_KEY=${SECRET}` } } }],
    ['an error', { kind: 'refused', code: 'InvalidRequest', message: `bad header: AWS_SECRET_ACCESS_KEY=${SECRET}` }],
    ['a broken connection', { kind: 'lost', because: `AWS_SECRET_ACCESS_KEY=${SECRET}` }],
  ])('holds no secret of %s, in the record, its events or its receipt', async (_name, outcome) => {
    const { gateway, id } = await anAllowed();
    gateway.aws.answer = async () => outcome;

    const ended = await execute(id, gateway.executor);
    await gateway.archive(id);

    const left = JSON.stringify([ended, await gateway.read(id), await gateway.store.events(id)]);
    expect(left).not.toContain(SECRET);
    const receipts = [...gateway.receipts.values()].map(({ bytes }) => gunzipSync(bytes).toString());
    expect(receipts).toHaveLength(1);
    expect(receipts.join()).not.toContain(SECRET);
  });

  it('masks a secret of the input that AWS echoes', async () => {
    const password = 'correct-horse-battery-staple-9';
    const call = aCall({
      service: 'secretsmanager',
      operation: 'PutSecretValue',
      input: { SecretId: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf', SecretString: password },
    });
    const gateway = aGateway();
    const pending = await gateway.post(anEnvelope(call));
    gateway.aws.answer = async () => ({
      kind: 'refused',
      code: 'InvalidRequestException',
      message: `Bad value ${password}`,
    });
    await gateway.approve(pending);
    await gateway.workflow.settle();

    const operation = await gateway.read(pending.id);
    expect(operation).toMatchObject({ status: 'FAILED' });
    expect(JSON.stringify([operation, await gateway.store.events(pending.id), gateway.channel])).not.toContain(
      password,
    );
  });

  it('is the masked beginning of a large streamed body, cut with a mark; its secrets are masked in the rest of the answer', async () => {
    const { gateway, id } = await anAllowed();
    const lines = Array.from({ length: 60_000 }, (_, at) => `${at} all is quiet here${at < 50 ? ` to ada${at}@example.com` : ''}`);
    gateway.aws.answer = async (_call, readBody) => {
      const bytes = Readable.from([Buffer.from(`${lines.join('\n')}\nAWS_SECRET_ACCESS_KEY=${SECRET}\n`)]);
      const Body = await readBody({ member: 'Body', bytes });
      return { kind: 'answered', output: { Body, Metadata: { note: `it was ${SECRET}` } } };
    };

    await gateway.execute(id);

    const operation = await gateway.read(id);
    const { result, masking } = operation as unknown as { result: { Body: string; Metadata: object }; masking: object };
    expect(operation.status).toBe('SUCCEEDED');
    expect(result.Body).toMatch(/^0 all is quiet here to \[masked:email\]\n.*\n\[withheld:rest, [^\]]*\]$/s);
    expect(result.Metadata).toEqual({ note: 'it was [masked:aws-secret-key]' });
    expect(masking).toMatchObject({ truncated: true, byType: { withheld: 1 }, milliseconds: expect.any(Number) });
    expect(masking).toHaveProperty('paths', expect.arrayContaining([expect.objectContaining({ path: '$.Body', type: 'email' })]));
    expect(JSON.stringify(operation).length).toBeLessThan(300_000);
  }); // prettier-ignore

  it('is a sentence where the masked result is nested too deeply to be measured, since the call was made', async () => {
    const { gateway, id } = await anAllowed();
    const output: Record<string, unknown> = {};
    let level = output;
    for (let depth = 0; depth < 50_000; depth++) level = level['a'] = {} as Record<string, unknown>;
    gateway.aws.answer = async () => ({ kind: 'answered', output });

    await gateway.execute(id);

    expect(await gateway.read(id)).toMatchObject({
      status: 'SUCCEEDED',
      result: { withheld: 'The masked result is nested too deeply to be measured.' },
    });
  });

  it('is at most 256 KB; a larger result is withheld whole', async () => {
    const { gateway, id } = await anAllowed();
    const output = {
      Contents: Array.from({ length: 5_000 }, (_, at) => ({
        Key: `folder/of/objects/with/long/names/object-${at}.txt`,
      })),
    };
    gateway.aws.answer = async () => ({ kind: 'answered', output });

    await gateway.execute(id);

    const operation = await gateway.read(id);
    expect(operation).toMatchObject({
      status: 'SUCCEEDED',
      result: { withheld: expect.stringMatching(/a record holds 262144 .*ask for less/) },
    });
    expect(MAX_RESULT_BYTES).toBe(262_144);
    expect(JSON.stringify(operation).length).toBeLessThan(400_000);
  });
});
