import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import type { ReadBody } from '../../../lambdas/execute/ports.ts';
import { DEFAULT_RULES, type MaskingRules } from '../../../lambdas/mask/policy/rules.ts';
import type { JsonObject } from '../../../lambdas/runtime/json.ts';
import { aRead, anEnvelope } from '../../support/a-call.ts';
import { aGateway } from '../../support/a-gateway.ts';

const SECRET = 'k9Fh3mQ27xLpWz8Vt5';
/** A detector that breaks where it meets the answer. */
const BROKEN: MaskingRules = {
  ...DEFAULT_RULES,
  find: (text) => {
    if (text.includes('answer')) throw new Error(`cannot judge ${text}`);
    return [];
  },
};

interface Answering {
  readonly output: (read: ReadBody) => Promise<Record<string, unknown>>;
  readonly masking?: MaskingRules;
}

async function closed({ output, masking = DEFAULT_RULES }: Answering): Promise<JsonObject> {
  const gateway = aGateway({ masking });
  gateway.aws.answer = async (_call, read) => ({ kind: 'answered', output: await output(read) });
  const { id } = await gateway.post(anEnvelope(aRead()));
  return (await gateway.read(id)) as unknown as JsonObject;
}

const nested = (text: string, layers: number): string =>
  layers === 0 ? text : JSON.stringify({ text: nested(text, layers - 1) });
const damaged = Buffer.concat([gzipSync(`password=${SECRET}`).subarray(0, 20), Buffer.alloc(30, 255)]);
const streaming = (bytes: Uint8Array) => (read: ReadBody) =>
  read({ member: 'Body', bytes: Readable.from([bytes]) }).then((Body) => ({ Body }));

describe('what cannot be masked is withheld, and the record says so:', () => {
  it.each<readonly [string, Answering, unknown, string]>([
    ['a detector that breaks', { masking: BROKEN, output: async () => ({ note: `answer ${SECRET}` }) }, '[withheld:masking-failed]', 'masking-failed'],
    ['a detector that breaks in a streamed body', { masking: BROKEN, output: streaming(Buffer.from(`answer ${SECRET}`)) }, { Body: '[withheld:masking-failed]' }, 'withheld'],
    ['more layers than are looked through', { output: async () => ({ note: nested(`note ${SECRET}`, 6) }) }, { note: expect.stringContaining('[masked:undecoded]') }, 'undecoded'],
    ['more than may be decoded', { output: async () => ({ note: gzipSync(`${SECRET}${' '.repeat(9_000_000)}`).toString('base64') }) }, { note: '[masked:undecoded]' }, 'undecoded'],
    ['gzip that is damaged', { output: async () => ({ note: damaged.toString('base64') }) }, { note: '[masked:undecoded]' }, 'undecoded'],
    ['a streamed body in an unknown encoding', { output: streaming(Buffer.from(`\u0000${SECRET}`)) }, { Body: '[withheld:binary]' }, 'withheld'],
  ])('%s', async (_kind, answering, result, type) => {
    const operation = await closed(answering);

    expect(operation).toMatchObject({
      status: 'SUCCEEDED',
      result,
      masking: { truncated: true, byType: { [type]: 1 } },
    });
    expect(JSON.stringify(operation)).not.toContain(SECRET);
  }); // prettier-ignore

  it('bytes in an unknown encoding, with their size', async () => {
    const { result } = await closed({ output: async () => ({ note: Buffer.from(`\u0000${SECRET}`) }) });

    expect(result).toEqual({ note: '[withheld:binary 19 bytes]' });
  });
});
