import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { createHash } from 'node:crypto';
import { S3PolicySets } from '../../../lambdas/adapters/s3-policy-sets.ts';
import { noPolicies } from '../../support/a-stack.ts';

const body = (text: string) => ({ transformToString: async () => text }) as never;
const place = { Bucket: 'policies', Key: `sets/${noPolicies.policySet}.json` };

function aBucket() {
  const mock = mockClient(S3Client);
  return { mock, sets: new S3PolicySets(async () => new S3Client({ region: 'eu-west-1' }), 'policies') };
}

describe('the bucket of policy sets', () => {
  it('has each set under its hash', async () => {
    const { mock, sets } = aBucket();
    mock.on(GetObjectCommand, place).resolves({ Body: body('{}'), ContentLength: 2 });
    mock.on(PutObjectCommand).resolves({});

    await sets.put(noPolicies);

    expect(await sets.read(noPolicies.policySet)).toBe('{}');
    const Body = Buffer.from(JSON.stringify(noPolicies));
    expect(mock.commandCalls(PutObjectCommand)[0]?.args[0].input).toEqual({
      ...place,
      Body,
      ContentType: 'application/json',
      ChecksumSHA256: createHash('sha256').update(Body).digest('base64'),
    });
  });

  it.each([[8 * 1024 * 1024 + 1], [undefined]])(
    'is not read from when an object has %s bytes',
    async (ContentLength) => {
      const { mock, sets } = aBucket();
      mock.on(GetObjectCommand).resolves({ Body: body('x'), ...(ContentLength !== undefined && { ContentLength }) });

      await expect(sets.read('a')).rejects.toThrow(RangeError);
    },
  );
});
