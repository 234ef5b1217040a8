import type { KnownBlock, RichTextBlock } from '@slack/types';
import type { Closed, Operation, Pending } from '../record/operation.ts';
import { isOpen } from '../record/operation.ts';
import { APPROVE, buttonValue, REJECT } from './interaction.ts';
import { untrusted, untrustedLines } from './untrusted.ts';

/** A Slack message: blocks for the channel, `text` for notifications. */
export interface CardMessage {
  readonly text: string;
  readonly blocks: KnownBlock[];
}

/** Characters of the input that a card shows: beyond it Slack folds or refuses a message (`msg_blocks_too_long`). */
const INPUT_BUDGET = 6_000;
const REASON_BUDGET = 1_500;
const TITLE_BUDGET = 150;
const FIELD_BUDGET = 1_800;

/** The request as reviewers see it. What was cut cannot be approved from here: such a card has no Approve button. */
export function requestCard(operation: Pending): CardMessage {
  const input = cut(untrustedLines(JSON.stringify(operation.shown.input, null, 2)), INPUT_BUDGET);
  const targets = cut(targetsOf(operation), FIELD_BUDGET);
  const whole = !input.cut && !targets.cut;
  return {
    text: title(operation),
    blocks: [
      ...facts(operation, targets.text),
      code(input.text),
      why(operation),
      whole ? buttons(operation) : tooLong(operation),
    ],
  };
}

/** The same message once nothing can be decided any more: the buttons are gone and the outcome stands in their place. */
export function closedCard(operation: Operation): CardMessage {
  const input = cut(untrustedLines(JSON.stringify(operation.shown.input, null, 2)), INPUT_BUDGET);
  const targets = cut(targetsOf(operation), FIELD_BUDGET).text;
  const blocks = [...facts(operation, targets), code(input.text), why(operation), context(outcomeLine(operation))];
  return { text: `${title(operation)}: ${operation.status}`, blocks };
}

/** One sentence on how an operation ended, without anything of its result. */
export function outcomeLine(operation: Operation): string {
  if (isOpen(operation)) return `${operation.status}: approved by ${people(operation)}, about to run.`;
  return `${operation.status}${byWhom(operation)}: ${untrusted(ending(operation))}`;
}

function ending(operation: Closed): string {
  if (operation.status === 'SUCCEEDED')
    return `the call ran; ${operation.masking.findings} values masked in its answer.`;
  if (operation.status === 'FAILED') return `AWS answered ${operation.failure.code}.`;
  return operation.because;
}

function byWhom(operation: Closed): string {
  const names = people(operation);
  return names ? ` (decided by ${names})` : '';
}

function people(operation: Operation): string {
  const verdicts = 'verdicts' in operation ? operation.verdicts : [];
  return verdicts
    .map(({ reviewer, answer }) => `${reviewer} ${answer === 'approve' ? 'approved' : 'rejected'}`)
    .join(', ');
}

function title({ shown }: Operation): string {
  return cut(untrusted(`${shown.service} ${shown.operation} in ${shown.account}`), TITLE_BUDGET).text;
}

function facts(operation: Operation, targets: string): KnownBlock[] {
  const { shown, needs, decision, digest } = operation;
  const until = isOpen(operation) ? `Open until ${operation.deadline}` : 'Closed';
  return [
    { type: 'header', text: plain(title(operation)) },
    {
      type: 'section',
      fields: [
        plain(`Account and region\n${untrusted(shown.account)} ${untrusted(shown.region)}`),
        plain(`Access\n${[needs.accessLevel, ...needs.categories].join(', ')}`),
        plain(`IAM actions\n${cut(needs.grants.flatMap((grant) => grant.actions).join(', '), FIELD_BUDGET).text}`),
        plain(`Agent\n${untrusted(shown.agent)}`),
      ],
    },
    { type: 'section', text: plain(`Resources\n${targets}`) },
    context(`${decision.reasons.join(' ')} ${until}. ${operation.id}, digest ${digest.slice(0, 32)}`),
  ];
}

function targetsOf({ needs }: Operation): string {
  return needs.grants
    .flatMap((grant) => grant.resources)
    .map((arn) => untrusted(arn))
    .join('\n');
}

function code(text: string): RichTextBlock {
  return { type: 'rich_text', elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text }] }] };
}

function why({ shown }: Operation): KnownBlock {
  const reason = cut(untrusted(shown.reason), REASON_BUDGET).text;
  const prompt = shown.session?.prompt
    ? `\nIts prompt: ${cut(untrusted(shown.session.prompt), REASON_BUDGET).text}`
    : '';
  return { type: 'section', text: plain(`The agent says: ${reason}${prompt}`) };
}

function buttons({ id, digest, needs }: Pending): KnownBlock {
  const value = buttonValue(id, digest);
  const confirm = {
    title: plain('Approve this call?'),
    text: plain('It deletes or ends something, and cannot be taken back.'),
    confirm: plain('Approve'),
    deny: plain('Not yet'),
  };
  const destructive = needs.categories.includes('destructive');
  return {
    type: 'actions',
    block_id: 'verdict',
    elements: [
      {
        type: 'button',
        action_id: APPROVE,
        style: 'primary',
        text: plain('Approve'),
        value,
        ...(destructive && { confirm }),
      },
      { type: 'button', action_id: REJECT, style: 'danger', text: plain('Reject'), value },
    ],
  };
}

function tooLong({ id, digest }: Pending): KnownBlock {
  return {
    type: 'actions',
    block_id: 'verdict',
    elements: [
      {
        type: 'button',
        action_id: REJECT,
        style: 'danger',
        text: plain('Too long to approve here: reject'),
        value: buttonValue(id, digest),
      },
    ],
  };
}

function context(text: string): KnownBlock {
  return { type: 'context', elements: [plain(cut(text, FIELD_BUDGET).text)] };
}

function plain(text: string) {
  return { type: 'plain_text' as const, text, emoji: false };
}

function cut(text: string, budget: number): { text: string; cut: boolean } {
  const points = Array.from(text);
  if (points.length <= budget) return { text: text || '(empty)', cut: false };
  return {
    text: `${points.slice(0, budget).join('')} ... ${points.length - budget} more characters not shown`,
    cut: true,
  };
}
