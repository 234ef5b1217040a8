import { describe, expect, it } from '@jest/globals';
import { fc } from '../../support/draws.ts';
import { MAX_BODY_BYTES, parseEnvelope } from '../../../lambdas/submit/envelope.ts';
import type { JsonObject } from '../../../lambdas/runtime/json.ts';
import { anEnvelope } from '../../support/a-call.ts';

const text = (changes: JsonObject = {}) => JSON.stringify(anEnvelope(undefined, changes));
const withInput = (input: string) => text({ input: 'HERE' }).replace('"HERE"', () => input);
const without = (name: string) =>
  JSON.stringify(Object.fromEntries(Object.entries(anEnvelope()).filter(([key]) => key !== name)));

function faultsOf(body: string) {
  const parsed = parseEnvelope(body);
  return parsed.kind === 'faulty' ? parsed.faults : [];
}

const UNHASHABLE = /lone surrogate, a number beyond double precision, or is nested too deeply/;

describe('parseEnvelope', () => {
  it('takes an envelope as it is', () => {
    expect(parseEnvelope(text())).toEqual({ kind: 'valid', envelope: anEnvelope() });
  });

  it('takes one without account, region and session', () => {
    const { account: _a, region: _r, session: _s, ...small } = anEnvelope();

    expect(parseEnvelope(JSON.stringify(small))).toEqual({ kind: 'valid', envelope: small });
  });

  it.each<readonly [string, string, string, RegExp]>([
    ['no JSON', '{"service":', '', /is not a JSON document/],
    ['an empty body', '', '', /is not a JSON document/],
    ['a list', '[]', '', /expected object, received array/],
    ['null', 'null', '', /expected object, received null/],
    [
      'an unknown member',
      text({ agent: 'arn:aws:iam::111122223333:role/other' }),
      '/agent',
      /is not a member of an envelope/,
    ],
    ['a member named __proto__', text().replace('{', '{"__proto__":{"account":"1"},'), '/__proto__', /is not a member/],
    ['an unknown member with a slash', text({ 'a/b~c': 1 }), '/a~1b~0c', /is not a member of an envelope/],
    [
      'an unknown member of the session',
      text({ session: { id: 'a', user: 'root' } }),
      '/session/user',
      /is not a member/,
    ],
    ['a service that is no text', text({ service: 1 }), '/service', /expected string, received number/],
    ['no operation', without('operation'), '/operation', /expected string, received undefined/],
    ['no input', without('input'), '/input', /expected record, received undefined/],
    ['an input that is a list', text({ input: [] }), '/input', /expected record, received array/],
    ['an input that is null', text({ input: null }), '/input', /expected record, received null/],
    ['an empty reason', text({ reason: '' }), '/reason', /must say why/],
    ['a reason of blanks', text({ reason: ' \n\t' }), '/reason', /must say why/],
    ['a reason that is too long', text({ reason: 'r'.repeat(2_001) }), '/reason', /2000 characters/],
    ['a prompt that is too long', text({ session: { id: 'a', prompt: 'p'.repeat(4_001) } }), '/session/prompt', /4000/],
    ['a session id with a blank', text({ session: { id: 'a b' } }), '/session/id', /1 to 128 letters/],
    ['a region that is none', text({ region: 'EU' }), '/region', /must be a region name such as eu-west-1/],
    ['a region with a host in it', text({ region: 'eu-west-1.evil.example' }), '/region', /must be a region name/],
    ['an account that is none', text({ account: '12345678901' }), '/account', /must be a 12-digit account id/],
    ['an account as a number', text({ account: 111122223333 }), '/account', /expected string, received number/],
    ['a time that is no whole number', text({ expiresInSeconds: 59.5 }), '/expiresInSeconds', /expected int/],
    ['a time that is too short', text({ expiresInSeconds: 4 }), '/expiresInSeconds', />=5/],
    ['a time that is too long', text({ expiresInSeconds: 86_401 }), '/expiresInSeconds', /<=86400/],
    ['a lone surrogate in the input', withInput('{"Key":"\\ud800"}'), '/input/Key', UNHASHABLE],
    ['a lone surrogate in the reason', text().replace('Duplicate upload', '\\udfff'), '/reason', UNHASHABLE],
    ['an integer that a double cannot hold', withInput('{"a":[0,9007199254740993]}'), '/input/a/1', UNHASHABLE],
    ['a number beyond all doubles', withInput('{"a":{"b":-1e999}}'), '/input/a/b', UNHASHABLE],
  ])('refuses %s', (...[, body, pointer, detail]) => {
    expect(faultsOf(body)).toContainEqual({ pointer, detail: expect.stringMatching(detail) });
  });

  it('refuses a lone surrogate in the name of a member', () => {
    expect(faultsOf(withInput('{"\\ud800":1}'))).toMatchObject([
      { pointer: '/input/\ud800', detail: expect.stringMatching(UNHASHABLE) },
    ]);
  });

  it.each(['[', '{"a":'])('refuses forty thousand times %s, and does not overflow', (open) => {
    const close = open === '[' ? ']' : '}';
    const deep = `${open.repeat(20_000)}1${close.repeat(20_000)}`;

    expect(faultsOf(withInput(`{"a":${deep}}`))).toMatchObject([{ detail: expect.stringMatching(UNHASHABLE) }]);
  });

  it('takes 32 levels and no more', () => {
    const deep = (levels: number) => withInput(`${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`);

    expect(faultsOf(deep(32))).toEqual([]);
    expect(faultsOf(deep(33))).toHaveLength(1);
  });

  it('refuses a body of more than 128 KB, counted in bytes', () => {
    const padding = MAX_BODY_BYTES - Buffer.byteLength(withInput('{"Body":""}'));

    expect(faultsOf(withInput(`{"Body":"${'x'.repeat(padding)}"}`))).toEqual([]);
    expect(faultsOf(withInput(`{"Body":"${'x'.repeat(padding + 1)}"}`))).toMatchObject([
      { pointer: '', detail: expect.stringMatching(/larger than 131072 bytes/) },
    ]);
    expect(faultsOf(withInput(`{"Body":"${'é'.repeat(padding / 2 + 1)}"}`))).toHaveLength(1);
  });

  it('reports all faults at once', () => {
    const faults = faultsOf(text({ service: 1, reason: '', account: 'x', extra: true }));

    expect(faults.map(({ pointer }) => pointer).sort()).toEqual(['/account', '/extra', '/reason', '/service']);
  });

  it('keeps every member of the input, whatever its name: what is dropped in silence is not what was asked for', () => {
    const parsed = parseEnvelope(withInput('{"__proto__":{"Bucket":"other"},"constructor":1,"Bucket":"b"}'));

    expect(parsed.kind).toBe('valid');
    const { input } = (parsed as { envelope: { input: JsonObject } }).envelope;
    expect(Object.keys(input)).toEqual(['__proto__', 'constructor', 'Bucket']);
  });

  it('keeps any JSON that has one canonical form, exactly', () => {
    const value = fc
      .jsonValue({ maxDepth: 5 })
      .map((json) => JSON.parse(JSON.stringify(json).toWellFormed()) as unknown);

    fc.assert(
      fc.property(fc.dictionary(fc.string(), value), (input) => {
        const body = withInput(JSON.stringify(input));
        const parsed = parseEnvelope(body);
        if (parsed.kind === 'faulty')
          expect(parsed.faults).toMatchObject([{ detail: expect.stringMatching(UNHASHABLE) }]);
        else expect(parsed.envelope.input).toEqual((JSON.parse(body) as JsonObject)['input']);
      }),
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (body) =>
        expect(['valid', 'faulty']).toContain(parseEnvelope(body).kind),
      ),
    );
  });
});
