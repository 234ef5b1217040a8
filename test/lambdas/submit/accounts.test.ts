import { describe, expect, it } from '@jest/globals';
import { aRead, anEnvelope, HOME } from '../../support/a-call.ts';
import { aGateway } from '../../support/a-gateway.ts';

const OTHER = '444455556666';

async function postFor(account: string, others?: readonly string[]) {
  const gateway = aGateway();
  Object.assign(gateway.api, { home: { ...HOME, ...(others && { others }) } });
  const body = JSON.stringify(anEnvelope(aRead({ account })));
  return { gateway, answer: await gateway.ask({ route: 'POST /operations', body }) };
}

describe('an envelope for another account', () => {
  it('is taken where the gateway serves that account, and its call goes there', async () => {
    const { gateway, answer } = await postFor(OTHER, [OTHER]);

    expect(answer.statusCode).toBe(200);
    expect(gateway.aws.issued).toMatchObject([{ account: OTHER }]);
    expect(gateway.aws.sent).toMatchObject([{ account: OTHER }]);
  });

  it.each([
    ['no other account', undefined, HOME.account],
    ['others', [OTHER], `${HOME.account}, ${OTHER}`],
  ])('gets 422 that names what is served where that is %s', async (_, others, served) => {
    const { gateway, answer } = await postFor('999999999999', others);

    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain(`999999999999 is not served here; this gateway serves ${served}"`);
    expect(gateway.aws.issued).toEqual([]);
  });
});
