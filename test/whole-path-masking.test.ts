import { Readable } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { CallOutcome, ReadBody } from '../lambdas/execute/ports.ts';
import { planFor } from '../lambdas/mask/plan.ts';
import { logger } from '../lambdas/runtime/logger.ts';
import { SdkCaller } from '../lambdas/adapters/sdk-caller.ts';
import type { BoundCall, Call } from '../lambdas/record/call.ts';
import { callOf } from './lambdas/catalogue/cases/case.ts';
import { ALL_CASES } from './lambdas/catalogue/cases/all.ts';
import { aCall, anEnvelope } from './support/a-call.ts';
import { aGateway, type Gateway } from './support/a-gateway.ts';
import type { BackdoorStore } from './support/a-backdoor-store.ts';
import { aPolicySet, askText } from './support/a-policy-set.ts';
import { aPlanting, CARRIERS, type Planting } from './support/planted-secrets.ts';
import { aSampleAnswer } from './support/a-sample-answer.ts';

/** At most so many of each service, so that no service makes up the number. */
const OF_EACH = 4;
const policies = aPolicySet(askText('ask-all', '@approvers("platform") @quorum("1") @timeout("600")'));
const sdk = new SdkCaller(undefined);

const CALLS: readonly Call[] = ALL_CASES.flatMap(({ service, cases }) => {
  const once = new Map(cases.filter(({ grants }) => grants.length > 0).map((each) => [each.operation, each]));
  return [...once.values()].slice(0, OF_EACH).map((each) => callOf(service, each));
});

let logs = '';
beforeAll(() => {
  logger.setLogLevel('DEBUG');
  for (const stream of [process.stdout, process.stderr]) {
    jest.spyOn(stream, 'write').mockImplementation((text) => (logs += String(text)) !== '');
  }
});
afterAll(() => {
  logger.setLogLevel('SILENT');
  jest.restoreAllMocks();
});

/** Everything that a gateway keeps or says, and what is inside the layers of it. */
async function everythingFrom(gateway: Gateway<BackdoorStore>, id: string): Promise<string> {
  await gateway.archive(id);
  const answer = await gateway.ask({ route: 'GET /operations/{id}', id });
  const { posts, updates, replies, whispers, modals } = gateway.channel;
  const kept = [await gateway.read(id), await gateway.store.events(id), posts, updates, replies, whispers, modals];
  const receipts = [...gateway.receipts.values()].map(({ bytes }) => gunzipSync(bytes).toString());
  return unfolded([answer.body, JSON.stringify(kept), ...receipts, logs].join('\n'));
}

/** A text with its base64 stretches decoded and inflated, and its URL-encoding undone. */
function unfolded(text: string): string {
  const decoded = [...text.matchAll(/[A-Za-z0-9+/]{24,}={0,2}/g)].map(([run]) => opened(Buffer.from(run, 'base64')));
  const plain = text.replace(/%([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  return [text, plain, ...decoded].join('\n');
}

function opened(bytes: Buffer): string {
  try {
    return gunzipSync(bytes).toString();
  } catch {
    return bytes.toString();
  }
}

/** Takes a call through submit, a click and the executor, and gives its id. */
async function approved(gateway: Gateway<BackdoorStore>, call: BoundCall): Promise<string> {
  const pending = await gateway.post(anEnvelope(call));
  await gateway.approve(pending);
  await gateway.workflow.settle();
  return pending.id;
}

function expectNothingOf({ planted }: Planting, everything: string): void {
  const shown = planted.filter((value) => everything.includes(value));
  expect(shown).toEqual([]);
}

describe('of what AWS answers, nothing planted leaves the executor', () => {
  it('for at least 60 operations over 25 services', () => {
    expect(CALLS.length).toBeGreaterThanOrEqual(60);
    expect(new Set(CALLS.map(({ service }) => service)).size).toBeGreaterThanOrEqual(25);
  });

  it.each(CALLS.map((call) => [call.service, call.operation, call] as const))('%s %s', async (_s, _o, call) => {
    const planting = aPlanting(`${call.service} ${call.operation}`);
    const { schema } = await sdk.prepare(call);
    const plan = planFor({ ...call, schema });
    const output = aSampleAnswer(schema, plan, {
      text: planting.next,
      key: 'DB_PASSWORD',
      stream: (text, member) => ({ streamed: text, member }),
    });

    const gateway = aGateway({ policies });
    gateway.aws.answer = async (_call, read) => ({ kind: 'answered', output: await withStreamsRead(output, read) });

    const id = await approved(gateway, aCall(call));

    const operation = await gateway.read(id);
    expect(operation).toMatchObject({
      status: 'SUCCEEDED',
      result: expect.not.objectContaining({ withheld: expect.anything() }),
    });
    expectNothingOf(planting, await everythingFrom(gateway, id));
    expect(kindsOf((operation as unknown as { result: unknown }).result)).toEqual(kindsOf(output));
  });
});

/** An answer's form: its members, and the JSON kind of every leaf. Bytes, streams and times are text in JSON; a masked number is null. */
function kindsOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(kindsOf);
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return 'number or flag';
  const isText = typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype || 'streamed' in value;
  return isText ? 'text' : Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, kindsOf(inner)]));
}

/** As the SDK's adapter does it, in small chunks. */
async function withStreamsRead(output: Record<string, unknown>, read: ReadBody): Promise<Record<string, unknown>> {
  const entries = Object.entries(output).map(async ([member, value]) => {
    const streamed = (value as { streamed?: string } | null)?.streamed;
    if (streamed === undefined) return [member, value];
    const bytes = Readable.from([...Buffer.from(streamed)].map((byte) => Buffer.from([byte])));
    return [member, await read({ member, bytes })];
  });
  return Object.fromEntries(await Promise.all(entries));
}

describe('of what goes wrong, nothing planted is kept or said', () => {
  type Break = (gateway: Gateway<BackdoorStore>, text: string) => void;
  const answering =
    (outcome: (text: string) => Promise<CallOutcome>): Break =>
    (gateway, text) =>
      void (gateway.aws.answer = () => outcome(text));

  it.each<readonly [string, Break, string]>([
    ['AWS’s refusal', answering(async (message) => ({ kind: 'refused', code: 'ValidationException', message })), 'FAILED'],
    ['a lost answer', answering(async (because) => ({ kind: 'lost', because })), 'OUTCOME_UNKNOWN'],
    ['an executor that breaks', answering((text) => Promise.reject(new Error(text))), 'OUTCOME_UNKNOWN'],
    ['credentials that are refused', (gateway, text) => void (gateway.aws.stsError = new Error(text)), 'FAILED'],
    ['a call that cannot be prepared', (gateway, text) => void (gateway.aws.prepareError = new Error(text)), 'DENIED'],
  ])('%s', async (_kind, breakIt, status) => {
    const planting = aPlanting('error');
    for (let turn = 0; turn < CARRIERS.length; turn++) {
      const gateway = aGateway({ policies });
      breakIt(gateway, planting.next());
      const id = await approved(gateway, aCall(CALLS[0]));

      expect((await gateway.read(id)).status).toBe(status);
      expectNothingOf(planting, await everythingFrom(gateway, id));
    }
  }); // prettier-ignore

  it('and the log is among what was looked at', () => {
    expect(logs).toContain('"errorName":"Error"');
  });
});

describe('of what an agent says, nothing planted is shown', () => {
  it.each(CARRIERS.map((_, at) => at))('in the input, the reason and the prompt: text %d', async (at) => {
    const planting = aPlanting(`said ${at}`, at);
    const SecretId = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf';
    const input = { SecretId, SecretString: planting.next() };
    const [reason, prompt] = [planting.again(), planting.again()];
    const session = { id: 's', prompt };
    const gateway = aGateway({ policies });

    const id = await approved(
      gateway,
      aCall({ service: 'secretsmanager', operation: 'PutSecretValue', input, reason, session }),
    );

    expect((await gateway.read(id)).status).toBe('SUCCEEDED');
    expect(gateway.channel.posts).toHaveLength(1);
    expectNothingOf(planting, await everythingFrom(gateway, id));
  });
});
