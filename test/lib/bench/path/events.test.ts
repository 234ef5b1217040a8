import { describe, expect, it } from '@jest/globals';
import { parseInteraction } from '../../../../lambdas/approve/interaction.ts';
import { isFromSlack } from '../../../../lambdas/approve/slack-signature.ts';
import { parseEnvelope } from '../../../../lambdas/submit/envelope.ts';
import { deletion, ESCALATION, READ } from '../../../../lib/bench/path/envelopes.ts';
import { approvalClick, submission } from '../../../../lib/bench/path/events.ts';
import { CHANNEL_ID, SIGNING_SECRET } from '../../../../lib/local/slack/identity.ts';
import type { ChatMessage } from '../../../../lib/local/slack/workspace.ts';

const operation = { id: 'op_01M82ENNBQCTXJGDQ5YMQK6H52', digest: 'ab'.repeat(32) };
const card = { ts: '1790000000.000100', text: 'a card' } as ChatMessage;
const at = new Date('2026-10-01T12:00:00Z');

describe('the events that the bench hands to handlers', () => {
  it('are envelopes that the gateway takes', () => {
    for (const envelope of [READ, ESCALATION, deletion('one.json')]) {
      const { body } = submission(envelope, 'arn:aws:iam::000000000000:user/agent') as { body: string };
      expect(parseEnvelope(body)).toMatchObject({ kind: 'valid', envelope: { service: envelope.service } });
    }
  });

  it('are clicks that hold as signed by Slack, and approve exactly that operation by that card', () => {
    const event = approvalClick({ operation, card, reviewer: 'U0GRACE', at });
    const { headers, body } = event as { headers: Record<string, string>; body: string };
    const bytes = Buffer.from(body);
    expect(isFromSlack({ headers, body: bytes }, [SIGNING_SECRET], at)).toBe(true);
    expect(parseInteraction(bytes)).toMatchObject({
      kind: 'approve',
      user: 'U0GRACE',
      operationId: operation.id,
      digest: operation.digest.slice(0, 32),
      message: card.ts,
      channel: CHANNEL_ID,
    });
  });
});
