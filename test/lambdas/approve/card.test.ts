import { describe, expect, it } from '@jest/globals';
import { fc } from '../../support/draws.ts';
import { type CardMessage, closedCard, outcomeLine, requestCard } from '../../../lambdas/approve/card.ts';
import { rejectModal } from '../../../lambdas/approve/reject-modal.ts';
import type { BoundCall } from '../../../lambdas/record/call.ts';
import type { JsonObject } from '../../../lambdas/runtime/json.ts';
import { areBlocksTooLong, checkBlocks } from '../../../lib/local/slack/block-limits.ts';
import { aCall, ANNA } from '../../support/a-call.ts';
import { anAsk, anOperation, CARD, ID, type Making, someNeeds } from '../../support/an-operation.ts';
import { ORIGIN } from '../../support/a-slack-request.ts';

/** Slack was seen to refuse a message of this many characters of blocks (slackapi/bolt-js#2867). */
const REFUSED_AT = 11_341;

const RLO = '\u202e';
const pendingWith = async (shown: Partial<BoundCall>, making: Making = {}) => {
  const { operation } = await anOperation.pending({ shown: aCall(shown), ...making });
  return operation;
};
const card = async (shown: Partial<BoundCall> = {}, making: Making = {}) =>
  requestCard(await pendingWith(shown, making));

/** Every text in a message, wherever it stands. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

function buttonsIn({ blocks }: CardMessage): JsonObject[] {
  return blocks.flatMap((block) => (block.type === 'actions' ? (block.elements as unknown as JsonObject[]) : []));
}

function typesOfText(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'text' in value && 'type' in value && typeof value.text === 'string' ? [String(value.type)] : [];
  return [...own, ...Object.values(value).flatMap(typesOfText)];
}

describe('requestCard', () => {
  it('names a target role that the policy chose before all else in its line, and no role where none was chosen', async () => {
    const chosen = textsIn((await card({}, { decision: { role: 'billing', reasons: ['x'.repeat(2_000)] } })).blocks);

    expect(chosen.filter((text) => text.startsWith('Target role billing. '))).toHaveLength(1);
    expect(textsIn((await card()).blocks).join()).not.toContain('Target role');
  });

  it('shows what will run, to what, for whom, why and until when', async () => {
    const message = await card({ reason: 'Duplicate upload' });

    const texts = textsIn(message.blocks).join('\n');
    for (const shown of [
      's3 DeleteObject in 111122223333',
      '111122223333 eu-west-1',
      'Write, destructive',
      's3:DeleteObject',
      'arn:aws:iam::111122223333:role/invoice-agent',
      'arn:aws:s3:::invoices/2026/10/0042.pdf',
      '"Key": "2026/10/0042.pdf"',
      'The agent says: Duplicate upload\nIts prompt: Clean up duplicate invoices',
      'Open until 2026-11-22 13:00:00 UTC',
      ID,
    ]) {
      expect(texts).toContain(shown);
    }
  });

  it('ties both buttons to the digest, asks again before something is destroyed, and is never approved by a link', async () => {
    const operation = await pendingWith({});

    const [yes, no] = buttonsIn(requestCard(operation));

    const value = `${ID}#${operation.digest.slice(0, 32)}`;
    expect(yes).toMatchObject({
      action_id: 'approve',
      style: 'primary',
      value,
      confirm: { title: { text: 'Approve this call?' } },
    });
    expect(no).toMatchObject({ action_id: 'reject', style: 'danger', value });
    expect(JSON.stringify(requestCard(operation))).not.toContain('"url"');
  });

  it('asks only once for what destroys nothing', async () => {
    const [yes] = buttonsIn(await card({}, { needs: { categories: ['data-read'] } }));

    expect(yes).toMatchObject({ action_id: 'approve' });
    expect(yes).not.toHaveProperty('confirm');
  });

  it('shows the masked call and nothing of the exact one, and no task token', async () => {
    const { operation } = await anOperation.pending({
      call: aCall({ input: { Key: 'hunter2-as-asked' } }),
      shown: aCall(),
    });

    const text = JSON.stringify(requestCard(operation));

    expect(text).not.toContain('hunter2-as-asked');
    expect(text).not.toMatch(/token/i);
  });

  describe('with pseudonyms in the input', () => {
    const used = (count: number, path = '$.Users[*].Email') =>
      Array.from({ length: count }, (_, index) => {
        const token = `<email:${String(index).padStart(12, '0')}>`;
        return { token, type: 'email', operation: ID, path };
      });
    const withUsed = async (pseudonyms: ReturnType<typeof used>, call = {}) => {
      const operation = await pendingWith(call);
      return requestCard({ ...operation, question: { ...operation.question, pseudonyms } });
    };

    it('says of each its type and which answer showed it, and that the real value is sent', async () => {
      const texts = textsIn((await withUsed(used(2))).blocks).join('\n');

      expect(texts).toContain('The call is made with the real values of these pseudonyms');
      expect(texts).toContain(`<email:000000000001>: email, from ${ID} $.Users[*].Email`);
      expect(textsIn((await card({})).blocks).join('\n')).not.toContain('pseudonyms');
    });

    it('escapes what a path may bring along', async () => {
      const texts = textsIn((await withUsed(used(1, '$["\u202Ex"]'))).blocks).join('\n');

      expect(texts).toContain('$["\\u202Ex"]');
    });

    it('cannot be approved when not all of them fit, and stays as short as any card', async () => {
      const message = await withUsed(used(20, '$.x'.repeat(40)), { input: { Key: 'k'.repeat(5_000) } });

      expect(buttonsIn(message).map(({ action_id: id }) => id)).toEqual(['reject']);
      expect(JSON.stringify(message.blocks).length).toBeLessThan(REFUSED_AT);
    });
  });

  it('writes every text as plain text, so that no mark-up of the agent’s works', async () => {
    const message = await card({ reason: '<!channel> *bold* <https://evil.example|AWS console> `code`' });

    expect([...new Set(typesOfText(message.blocks))].sort()).toEqual(['plain_text', 'text']);
    expect(textsIn(message.blocks).join('\n')).toContain('<!channel> *bold* <https://evil.example|AWS console> `code`');
  });

  it.each([
    ['a right-to-left override', RLO, '\\u202E'],
    ['a line feed', '\n', '\\u000A'],
    ['a zero-width space', '\u200b', '\\u200B'],
    ['an isolate', '\u2066', '\\u2066'],
    ['a byte-order mark', '\ufeff', '\\uFEFF'],
    ['a tag character', '\u{e0041}', '\\u{E0041}'],
    ['a variation selector of the supplement', '\u{e0100}', '\\u{E0100}'],
    ['a Hangul filler', '\u3164', '\\u3164'],
    ['an escape', '\u001b', '\\u001B'],
    ['a line separator', '\u2028', '\\u2028'],
  ])('shows %s in the reason, the prompt and the names as an escape', async (_name, character, escaped) => {
    const dirty = `a${character}b`;
    const message = await card(
      { reason: dirty, session: { id: 's', prompt: dirty }, service: dirty, agent: dirty },
      { needs: someNeeds({ grants: [{ actions: ['s3:GetObject'], resources: [dirty] }] }) },
    );

    const texts = textsIn(message);
    expect(texts.filter((text) => text.includes(dirty))).toEqual([]);
    expect(texts.filter((text) => text.includes(`a${escaped}b`))).toHaveLength(5);
  });

  it('shows invisible characters of the input as escapes, and keeps its lines', async () => {
    const message = await card({ input: { Key: `exe.${RLO}gnp`, Body: 'two\nlines' } });

    expect(textsIn(message.blocks)).toContain(`{\n  "Key": "exe.\\u202Egnp",\n  "Body": "two\\nlines"\n}`);
  });
});

describe('a request that does not fit', () => {
  it.each<readonly [string, Partial<BoundCall>, Making]>([
    ['an input', { input: { Body: 'x'.repeat(5_000) } }, {}],
    ['an input of characters that take two', { input: { Body: '"'.repeat(2_000) } }, {}],
    [
      'resources',
      {},
      { needs: { grants: [{ actions: ['a:B'], resources: Array(40).fill(`arn:${'x'.repeat(50)}`) as string[] }] } },
    ],
    [
      'actions',
      {},
      { needs: { grants: [{ actions: Array(40).fill(`svc:${'x'.repeat(20)}`) as string[], resources: [] }] } },
    ],
  ])('because of %s cannot be approved from the card, only rejected', async (_name, shown, making) => {
    const message = await card(shown, making);

    expect(buttonsIn(message)).toMatchObject([
      { action_id: 'reject', text: { text: 'Too long to approve here: reject' } },
    ]);
    expect(textsIn(message.blocks).join()).toMatch(/\d+ more characters not shown/);
  });

  it('can be approved when only the reason is longer than its place', async () => {
    const message = await card({ reason: 'r'.repeat(2_000) });

    expect(buttonsIn(message)[0]).toMatchObject({ action_id: 'approve' });
    expect(textsIn(message.blocks).join()).toMatch(/ \.\.\. 1040 more characters not shown/);
  });

  it('is never cut inside a character', async () => {
    const message = await card({ input: { Body: '😀'.repeat(4_000) } });

    for (const text of textsIn(message.blocks)) expect(text.isWellFormed()).toBe(true);
  });
});

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 4_000, size: 'max' }),
  fc
    .constantFrom('"', '\\', RLO, '😀', '\u{e0041}', 'x')
    .chain((unit) => fc.nat(4_000).map((count) => unit.repeat(count))),
);

describe('Slack takes every card', () => {
  it('whatever the agent, the policy and the outcome put into it', async () => {
    const anything = fc.record({
      reason: anyText,
      prompt: anyText,
      input: fc.dictionary(anyText, anyText, { maxKeys: 4 }),
      resources: fc.array(anyText, { maxLength: 5 }),
      actions: fc.array(anyText, { maxLength: 30 }),
      service: anyText,
      because: anyText,
      policy: anyText,
    });

    await fc.assert(
      fc.asyncProperty(anything, async ({ reason, prompt, input, resources, actions, service, because, policy }) => {
        const shown = aCall({ reason, session: { id: 's', prompt }, input, service });
        const making = {
          call: aCall(),
          shown,
          needs: { grants: [{ actions, resources }] },
          decision: { reasons: [policy] },
        };
        const { operation } = await recordedOrSkipped(making);
        const expired = { ...operation, status: 'EXPIRED' as const, because, closedAt: operation.deadline };

        expectFit(requestCard(operation));
        expectFit(closedCard(expired as never));
        expect(outcomeLine(expired as never).length).toBeLessThan(40_000);
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it('and the window that asks for a reason', () => {
    const { blocks, title, private_metadata } = rejectModal({
      ...{
        operationId: ID,
        digest: 'f'.repeat(64),
        app: ORIGIN.app,
        team: ORIGIN.team,
        userTeam: ORIGIN.team,
        user: ANNA,
      },
      ...CARD,
    });

    expect(checkBlocks(blocks as never, 'modal')).toEqual([]);
    expect(title.text.length).toBeLessThanOrEqual(24);
    expect(private_metadata?.length).toBeLessThanOrEqual(3_000);
  });
});

/** Lone surrogates never get past the envelope, so they are made well-formed here too. */
function recordedOrSkipped(making: Making) {
  return anOperation.pending(JSON.parse(JSON.stringify(making), (_key, value) => wellFormed(value)) as Making);
}

function wellFormed(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name.toWellFormed(), member]));
}

function expectFit(message: CardMessage): void {
  expect(checkBlocks(message.blocks as never, 'message')).toEqual([]);
  expect(areBlocksTooLong(message.blocks as never)).toBe(false);
  expect(JSON.stringify(message.blocks).length).toBeLessThan(REFUSED_AT);
  expect(message.text.length).toBeLessThan(4_000);
}

describe('closedCard', () => {
  it('has the outcome in place of the buttons', async () => {
    const { operation } = await anOperation.closed({ status: 'REJECTED', because: `not ${RLO}this bucket` });

    const message = closedCard(operation);

    expect(buttonsIn(message)).toEqual([]);
    expect(textsIn(message.blocks).at(-1)).toBe('REJECTED: not \\u202Ethis bucket');
    expect(message.text).toBe('s3 DeleteObject in 111122223333: REJECTED');
  });

  it('tells nothing of a result or of AWS’s message', async () => {
    const masking = { findings: 2 } as never;
    const succeeded = await anOperation.closed({
      status: 'SUCCEEDED',
      result: { Body: 'the-answer' },
      masking: { ...(masking as object), rulePack: 'r' } as never,
    });
    const failure = { code: 'AccessDenied', message: 'the-message' };
    const failed = await anOperation.closed({ status: 'FAILED', failure, masking });

    expect(JSON.stringify(closedCard(succeeded.operation))).not.toContain('the-answer');
    expect(outcomeLine(succeeded.operation)).toBe('SUCCEEDED: the call ran; 2 values masked in its answer.');
    expect(JSON.stringify(closedCard(failed.operation))).not.toContain('the-message');
    expect(outcomeLine(failed.operation)).toBe('FAILED: AWS answered AccessDenied.');
  });

  it('names who decided', async () => {
    const { operation } = await anOperation.approved();

    expect(outcomeLine(operation)).toBe('APPROVED: about to run.');
  });
});

describe('the policy’s reasons', () => {
  it('stand on the card', async () => {
    expect(
      textsIn((await card({}, { decision: anAsk({ reasons: ['Ask first', 'Always'] }) })).blocks).join(),
    ).toContain('Ask first; Always. Open until');
  });
});
