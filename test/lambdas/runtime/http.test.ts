import { describe, expect, it } from '@jest/globals';
import { bodyBytes, header, json, preferredWait, problemAnswer } from '../../../lambdas/runtime/http.ts';
import { faultsProblem, problem } from '../../../lambdas/runtime/problem.ts';

const withPrefer = (prefer: string) => ({ headers: { Prefer: prefer } });

describe('preferredWait reads RFC 7240', () => {
  it.each([
    ['wait=7', 7],
    ['wait=0', 0],
    ['respond-async, wait=10', 10],
    ['WAIT = "5"', 5],
    ['handling=lenient; wait=3', 3],
    ['wait=20', 20],
    ['wait=21', 20],
    ['wait=99999999999', 20],
    ['await=9', 0],
    ['wait=-4', 0],
    ['wait=many', 0],
    ['', 0],
  ])('%j is %d seconds', (prefer, seconds) => {
    expect(preferredWait(withPrefer(prefer))).toBe(seconds);
  });

  it('waits not at all without the header', () => {
    expect(preferredWait({ headers: {} })).toBe(0);
    expect(preferredWait({ headers: null as never })).toBe(0);
  });
});

describe('header and bodyBytes', () => {
  it('finds a header whatever its case', () => {
    expect(header({ headers: { 'IDEMPOTENCY-Key': 'k' } }, 'idempotency-key')).toBe('k');
  });

  it('gives the very bytes of a base64 body, as they were signed', () => {
    const bytes = Buffer.from([0xe2, 0x82, 0xac, 0xff, 0x00]);

    expect(bodyBytes({ body: bytes.toString('base64'), isBase64Encoded: true })).toEqual(bytes);
    expect(bodyBytes({ body: '€', isBase64Encoded: false })).toEqual(Buffer.from('€', 'utf8'));
    expect(bodyBytes({ body: null, isBase64Encoded: false })).toHaveLength(0);
  });
});

describe('answers', () => {
  const safe = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

  it('are JSON that nobody stores or sniffs', () => {
    const answer = json(202, { id: 'op_1' }, { location: '/operations/op_1' });

    expect(answer).toMatchObject({ statusCode: 202, body: '{"id":"op_1"}' });
    expect(answer.headers).toEqual({ 'content-type': 'application/json', ...safe, location: '/operations/op_1' });
  });

  it('are RFC 9457 problem documents when something is wrong', () => {
    const answer = problemAnswer(problem('too-late', 'It runs.', { id: 'op_1' }), { 'retry-after': '1' });

    expect(answer.statusCode).toBe(409);
    expect(answer.headers).toEqual({ 'content-type': 'application/problem+json', ...safe, 'retry-after': '1' });
    expect(JSON.parse(answer.body)).toEqual({
      type: 'urn:countersign:too-late',
      title: 'The operation can no longer be cancelled',
      status: 409,
      detail: 'It runs.',
      id: 'op_1',
    });
  });

  it('name every fault of an envelope by its pointer', () => {
    const faults = [
      { pointer: '', detail: 'the body is no JSON' },
      { pointer: '/input/Bucket', detail: 'required member is missing' },
    ];

    const document = faultsProblem(faults);

    expect(document).toMatchObject({ status: 422, type: 'urn:countersign:bad-envelope', errors: faults });
    expect(document.detail).toBe('/: the body is no JSON; /input/Bucket: required member is missing');
  });
});
