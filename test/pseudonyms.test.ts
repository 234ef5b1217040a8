import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import type { Operation } from '../lambdas/record/operation.ts';
import type { Pseudonym } from '../lambdas/record/pseudonym-store.ts';
import { aCall } from './support/a-call.ts';
import { aPolicySet, askText, forbidText } from './support/a-policy-set.ts';
import { releaseInputOf } from './support/a-guarded-gateway.ts';
import { aMessage, aNamingGateway, aReadOf, EMAIL, SESSION, tokensOf } from './support/a-naming-gateway.ts';

const RUN_READS =
  '@id("run-reads") permit (principal, action == Countersign::Action::"unattended", resource) when { context.accessLevel == "Read" };';

type Released = Parameters<typeof releaseInputOf>[0];
type Naming = Awaited<ReturnType<typeof aNamingGateway>>;

/** Everything that the gateway keeps or says of an operation. */
async function everythingOf({ gateway }: Naming, { id }: Operation): Promise<string> {
  await gateway.archive(id);
  const answer = await gateway.ask({ route: 'GET /operations/{id}', id });
  const { posts, updates, replies } = gateway.channel;
  const receipts = [...gateway.receipts.values()].map(({ bytes }) => gunzipSync(bytes).toString());
  return [answer.body, JSON.stringify([await gateway.store.events(id), posts, updates, replies]), ...receipts].join(
    '\n',
  );
}

describe('an answer in a session', () => {
  it('shows pseudonyms by which values can be joined over operations, and by which nothing can over sessions', async () => {
    const { read, item } = await aNamingGateway();
    const first = await read({ Item: { email: { S: EMAIL }, note: { S: `${EMAIL} or eve@example.com` } } });
    const [ada, again, eve] = tokensOf(first);

    expect([again, eve === ada]).toEqual([ada, false]);
    expect(tokensOf(await read(item(EMAIL), aReadOf('C-2')))).toEqual([ada]);
    expect(tokensOf(await read(item(EMAIL), aReadOf('C-2', { session: { id: 'run-2' } })))).not.toContain(ada);
  });

  it('is masked plainly without a session', async () => {
    const { read, item } = await aNamingGateway();
    const { session: _none, ...alone } = aReadOf('C-1');

    expect(await read(item(EMAIL), alone)).toMatchObject({ result: { Item: { email: { S: '[masked:email]' } } } });
  });

  it.each<[string, (naming: Naming) => void]>([
    ['KMS gives no key', ({ gateway }) => void (gateway.sessionKeys.error = new Error('down'))],
    ['the table cannot be reached', ({ store }) => void (store.broken = 'keep')],
    ['the pseudonym stands for another value already', ({ store }) => void (store.isTaken = () => true)],
  ])('is masked plainly when %s, and the call is not lost', async (_what, breakIt) => {
    const naming = await aNamingGateway();
    breakIt(naming);

    expect(await naming.read(naming.item(EMAIL))).toMatchObject({
      status: 'SUCCEEDED',
      result: { Item: { email: { S: '[masked:email]' } } },
    });
  });

  it('can be sent back from a result that a limit withheld, once that is released', async () => {
    const { gateway, read, approved } = await aNamingGateway();
    const L = Array.from({ length: 101 }, (_, at) => ({ S: `${at}${EMAIL}` }));
    const withheld = await read({ Item: { emails: { L } } });
    const release = { service: 'countersign', operation: 'ReleaseResult', input: releaseInputOf(withheld as Released) };
    const [token = ''] = tokensOf(await approved(aCall({ ...release, session: SESSION })));

    expect(tokensOf(withheld)).toEqual([]);
    expect(await approved(aMessage(token))).toMatchObject({ status: 'SUCCEEDED' });
    expect(gateway.aws.sent.at(-1)?.input).toMatchObject({ MessageBody: `0${EMAIL}` });
  });

  it('is not lost where a path would end inside a character, and its pseudonym can be sent back', async () => {
    const { read, approved } = await aNamingGateway();
    const key = `x${'😀'.repeat(50)}`;
    const [token = ''] = tokensOf(await read({ Item: { [key]: { [key]: { [key]: EMAIL } } } }));

    expect(await approved(aMessage(token))).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('is masked plainly when keeping breaks in a way that nobody foresaw', async () => {
    const { read, item, store } = await aNamingGateway();
    store.keep = () => {
      throw new TypeError('not foreseen');
    };

    expect(await read(item(EMAIL))).toMatchObject({ result: { Item: { email: { S: '[masked:email]' } } } });
  });

  it('holds names in an error as well, and keeps them', async () => {
    const { gateway, post, approved } = await aNamingGateway();
    gateway.aws.answer = async () => ({ kind: 'refused', code: 'ValidationException', message: `no ${EMAIL} here` });
    const failed = await gateway.read((await post(aReadOf('C-1'))).json.id);
    const [token = ''] = tokensOf(failed);

    expect(failed).toMatchObject({ status: 'FAILED', failure: { message: `no ${token} here` } });
    gateway.aws.answer = async () => ({ kind: 'answered', output: {} });
    expect(await approved(aMessage(token))).toMatchObject({ status: 'SUCCEEDED' });
  });
});

describe('a pseudonym that is sent back', () => {
  it('is asked about, shown with type and origin, and turned into the value that AWS is sent', async () => {
    const naming = await aNamingGateway();
    const { gateway, post, approved, item, read } = naming;
    const shown = await read(item(EMAIL));
    const [token = ''] = tokensOf(shown);
    gateway.aws.answer = async (call) => ({ kind: 'answered', output: { MD5OfMessageBody: 'x', MessageId: JSON.stringify(call.input) } });

    const ended = await approved(aMessage(`to ${token}: hello`));

    expect(gateway.aws.sent.at(-1)?.input).toMatchObject({ MessageBody: `to ${EMAIL}: hello` });
    expect(ended).toMatchObject({ status: 'SUCCEEDED', shown: { input: { MessageBody: `to ${token}: hello` } } });
    expect(ended.question.pseudonyms).toEqual([
      { token, type: 'email', operation: shown.id, path: '$.Item.email.S' },
    ]);
    expect(JSON.stringify(gateway.channel.posts)).toContain(`${token}: email, from ${shown.id} $.Item.email.S`);
    const everything = await everythingOf(naming, ended);
    expect(everything).toContain(token);
    expect(everything).not.toContain(EMAIL);
    expect((await post(aMessage('without one'))).statusCode).toBe(202);
  }); // prettier-ignore

  it('of a field becomes its value, of which nothing comes back either, however short it is', async () => {
    const naming = await aNamingGateway();
    const nickname = 'Ada L.';
    const [token = ''] = tokensOf(await naming.read({ Item: { nickname: { S: nickname } } }));
    naming.gateway.aws.answer = async () => ({ kind: 'refused', code: nickname, message: `${nickname} and ADA L. are not known` });

    const ended = await naming.approved(aMessage(token));

    expect(token).toMatch(/^<customer-name:/);
    expect(naming.gateway.aws.sent.at(-1)?.input).toMatchObject({ MessageBody: nickname });
    expect(ended).toMatchObject({ failure: { code: token, message: `${token} and ${token} are not known` } });
    expect((await everythingOf(naming, ended)).toLowerCase()).not.toContain('ada l.');

    const output = { MessageId: `of ADA L.`, MessageSystemAttributes: { [nickname]: { mail: EMAIL } } };
    naming.gateway.aws.answer = async () => ({ kind: 'answered', output });
    const again = await naming.approved(aMessage(token));
    expect(again).toMatchObject({ result: { MessageId: `of ${token}`, MessageSystemAttributes: { [token]: {} } } });
    expect((await everythingOf(naming, again)).toLowerCase()).not.toContain('ada l.');
  }); // prettier-ignore

  it('stands for the value, or something does, inside what is encoded in an answer', async () => {
    const naming = await aNamingGateway();
    const nickname = 'Countess of Lovelace';
    const [token = ''] = tokensOf(await naming.read({ Item: { nickname: { S: nickname } } }));
    const MessageId = Buffer.from(JSON.stringify({ to: nickname })).toString('base64');
    naming.gateway.aws.answer = async () => ({ kind: 'answered', output: { MessageId } });

    const ended = (await naming.approved(aMessage(token))) as unknown as { result: { MessageId: string } };

    const said = Buffer.from(ended.result.MessageId, 'base64').toString();
    expect(JSON.parse(said)).toEqual({ to: '[masked:customer-name]' });
  });

  it('stands for the value in what is lost, too', async () => {
    const naming = await aNamingGateway();
    const token = await naming.shown();
    naming.gateway.aws.answer = async () => ({ kind: 'lost', because: `no answer for ${EMAIL}` });

    expect(await naming.approved(aMessage(token))).toMatchObject({ because: `no answer for ${token}` });
  });

  it('keeps its digest: what is approved is the call as it was written, with the pseudonym in it', async () => {
    const naming = await aNamingGateway();
    const token = await naming.shown();
    const { json } = await naming.post(aMessage(token));

    expect(await naming.gateway.read(json.id)).toMatchObject({ call: { input: { MessageBody: token } } });
  });
});

describe('submit refuses', () => {
  const OTHER_CALLER = 'arn:aws:iam::111122223333:user/build-agent';
  const topic = 'arn:aws:sns:eu-west-1:111122223333:news';
  const sending = (changes: object) => (token: string) => aMessage(token, changes);

  it.each<[string, (token: string) => ReturnType<typeof aMessage>, string, RegExp]>([
    ['one that was never shown', () => aMessage('<email:000000000000>'), '/input/MessageBody', /run-1 was shown no pseudonym/],
    ['one of another session', sending({ session: { id: 'run-2' } }), '/input/MessageBody', /run-2 was shown no pseudonym/],
    ['one in the name of a resource', (token) => aCall({ operation: 'PutObject', input: { Bucket: 'invoices', Key: `to/${token}`, Body: 'eA==' }, session: SESSION }), '/input/Key', /would decide what the call does or reaches/],
    ['one in a member that is a condition', (token) => aCall({ service: 'sns', operation: 'Subscribe', input: { TopicArn: topic, Protocol: 'email', Endpoint: token }, session: SESSION }), '/input/Endpoint', /would decide/],
    ['one in a member that policies look at', (token) => aCall({ operation: 'ListObjectsV2', input: { Bucket: 'invoices', Prefix: token }, session: SESSION }), '/input/Prefix', /would decide/],
    ['one in the name of a member', (token) => aMessage('x', { input: { ...aMessage('x').input, MessageAttributes: { [token]: { DataType: 'String', StringValue: 'x' } } } }), expect.stringContaining('/input/MessageAttributes/') as never, /name of a member/],
  ])('%s', async (_what, callWith, pointer, detail) => {
    const { shown, post, gateway } = await aNamingGateway();
    const answer = await post(callWith(await shown()));

    expect(answer.json).toMatchObject({ status: 422, errors: [{ pointer, detail: expect.stringMatching(detail) }] });
    expect(gateway.aws.sent).toHaveLength(1);
  }); // prettier-ignore

  it('one of another agent, in a session of the same name', async () => {
    const { shown, post } = await aNamingGateway();
    const message = aMessage(await shown());

    expect((await post(message, OTHER_CALLER)).json).toMatchObject({
      status: 422,
      errors: [{ pointer: '/input/MessageBody', detail: expect.stringMatching(/run-1 was shown no pseudonym/) }],
    });
    expect((await post(message)).statusCode).toBe(202);
  });

  it('one without a session', async () => {
    const { shown, post } = await aNamingGateway();
    const { session: _none, ...alone } = aMessage(await shown());

    expect((await post(alone)).json).toMatchObject({ status: 422, errors: [{ pointer: '/input/MessageBody' }] });
  });

  it('one whose time is over', async () => {
    const { shown, post, gateway } = await aNamingGateway({ pseudonymHours: 2 });
    const token = await shown();

    gateway.clock.advance(2 * 3600 - 1);
    expect((await post(aMessage(token))).statusCode).toBe(202);
    gateway.clock.advance(1);
    expect((await post(aMessage(token))).statusCode).toBe(422);
  });

  it('more than a reviewer can check', async () => {
    const { read, post } = await aNamingGateway();
    const many = Array.from({ length: 21 }, (_, index) => `user${index}@example.com`);
    const tokens = tokensOf(await read({ Item: { all: { S: many.join(' ') } } }));

    expect((await post(aMessage(tokens.slice(0, 20).join(' ')))).statusCode).toBe(202);
    expect((await post(aMessage(tokens.join(' ')))).json).toMatchObject({ status: 422, errors: [{ pointer: '/input' }] });
  }); // prettier-ignore

  it('everything with a pseudonym while the table cannot be reached', async () => {
    const { shown, post, store } = await aNamingGateway();
    const token = await shown();
    store.broken = 'find';

    await expect(post(aMessage(token))).rejects.toMatchObject({ name: 'Unavailable' });
    expect((await post(aMessage('without one'))).statusCode).toBe(202);
  });

  it('no text of that form where the policy has no pseudonyms', async () => {
    const { post } = await aNamingGateway({ types: {}, fields: [] });

    expect((await post(aMessage('<email:000000000000>'))).statusCode).toBe(202);
  });
});

describe('the executor sends nothing', () => {
  const swapped = (other: string) => (pseudonym: Pseudonym) => ({ ...pseudonym, sealed: other });

  it.each<[string, (naming: Naming) => void]>([
    ['when KMS gives no key', ({ gateway }) => void (gateway.sessionKeys.error = new Error('down'))],
    ['when the table cannot be reached', ({ store }) => void (store.broken = 'find')],
    ['when the pseudonym is gone', ({ store }) => void (store.alter = () => undefined)],
    ['when its origin was altered', ({ store }) => void (store.alter = (one) => ({ ...one, operation: 'op_other' }))],
    ['when its time was altered', ({ store }) => void (store.alter = (one) => ({ ...one, until: one.until + 1 }))],
    ['when its value was altered', ({ store }) => void (store.alter = swapped('AAAA'))],
    ['when its time is over by then', ({ gateway }) => gateway.clock.advance(3599)],
  ])('%s', async (_when, breakIt) => {
    const naming = await aNamingGateway({ pseudonymHours: 1 });
    const token = await naming.shown();
    naming.gateway.clock.advance(1);

    const ended = await naming.approved(aMessage(token), () => breakIt(naming));

    expect(ended).toMatchObject({ status: 'DENIED', because: expect.stringMatching(/^The values behind its pseudonyms/) });
    expect(naming.gateway.aws.sent).toHaveLength(1);
    expect(naming.gateway.aws.issued).toHaveLength(1);
  }); // prettier-ignore

  it('when the policies of that moment forbid what the pseudonyms are, though they asked before', async () => {
    const asks = aPolicySet(RUN_READS, askText('asks'));
    let current = asks;
    const naming = await aNamingGateway({}, { policies: async () => current });
    const token = await naming.shown();

    const ended = await naming.approved(aMessage(token), () => {
      current = aPolicySet(RUN_READS, askText('asks'), forbidText('no-mail', 'context.pseudonyms.contains("email")'));
    });

    expect(ended).toMatchObject({ status: 'DENIED', because: expect.stringContaining('no-mail forbids') });
    expect(naming.gateway.aws.sent).toHaveLength(1);
  });

  it('when one pseudonym was given the value of another', async () => {
    const naming = await aNamingGateway();
    const { store, read, approved } = naming;
    const [ada = '', eve = ''] = tokensOf(await read({ Item: { a: { S: EMAIL }, b: { S: 'eve@example.com' } } }));
    const session = { agent: aMessage('').agent, session: SESSION.id };
    const [ofEve] = await store.find(session, [eve]);
    store.alter = (one) => (one.token === ada ? { ...ofEve!, token: ada } : one);

    expect(await approved(aMessage(ada))).toMatchObject({ status: 'DENIED' });
  });

  it('when the value cannot be put into the midst of a text without changing what the text says', async () => {
    const { read, approved, gateway } = await aNamingGateway();
    const [token = ''] = tokensOf(await read({ Item: { nickname: { S: 'x","admin":"true' } } }));

    const ended = await approved(aMessage(`{"name":"${token}"}`));

    expect(ended).toMatchObject({ status: 'DENIED', because: expect.stringMatching(/midst of a text/) });
    expect(await approved(aMessage(token))).toMatchObject({ status: 'SUCCEEDED' });
    expect(gateway.aws.sent.at(-1)?.input).toMatchObject({ MessageBody: 'x","admin":"true' });
  });

  it('when with the value it would be another call', async () => {
    const { read, approved, gateway } = await aNamingGateway();
    const opening = '{"Statement":{"Effect":"Allow","Principal":"*"}}'; // in the eyes of policies, public access
    const [token = ''] = tokensOf(await read({ Item: { nickname: { S: opening } } }));

    const ended = await approved(aMessage(token));

    expect(ended).toMatchObject({ status: 'DENIED', because: expect.stringMatching(/another call/) });
    expect(gateway.aws.sent).toHaveLength(1);
  }); // prettier-ignore
});
