import type { KnownBlock, RichTextBlock } from '@slack/types';
import { literalOf } from '../catalogue/arn.ts';
import type { ActionGrant } from '../catalogue/resolution.ts';
import { type Decision, isRelease, roleOf, type UsedPseudonym } from '../decide/decision.ts';
import type { Closed, Operation, Pending } from '../record/operation.ts';
import type { Needs } from '../record/question.ts';
import { isOpen } from '../record/operation.ts';
import { type Cut, cut } from './cut.ts';
import { APPROVE, buttonValue, REJECT } from './interaction.ts';
import { untrusted, untrustedLines } from './untrusted.ts';

/** A Slack message: blocks for the channel, `text` for notifications. */
export interface CardMessage {
  readonly text: string;
  readonly blocks: KnownBlock[];
}

/**
 * Characters that each part of a card may take. What an agent can fill adds up to 8,000, since Slack was seen to refuse a
 * message of 11,341 characters of blocks (`msg_blocks_too_long`), and each part keeps Slack's own limit for its place.
 */
const INPUT_BUDGET = 4_500;
const TARGETS_BUDGET = 1_500;
const REASON_BUDGET = 1_000;
const PROMPT_BUDGET = 1_000;
const ACTIONS_BUDGET = 500;
const CONTEXT_BUDGET = 1_000;
/** Taken from the input's, where there are any. */
const PSEUDONYMS_BUDGET = 1_500;
const TITLE_BUDGET = 150;

/** The request as reviewers see it. What was cut cannot be approved from here: such a card has no Approve button. */
export function requestCard(operation: Pending): CardMessage {
  const parts = partsOf(operation);
  return {
    text: title(operation),
    blocks: [
      ...facts(operation, parts),
      code(parts.input.text),
      why(operation),
      isWhole(parts) ? buttons(operation) : tooLong(operation),
    ],
  };
}

/** The same message once nothing can be decided any more: the buttons are gone and the outcome stands in their place. */
export function closedCard(operation: Operation): CardMessage {
  const parts = partsOf(operation);
  const asked = [...facts(operation, parts), code(parts.input.text), why(operation)];
  const blocks = [...asked, ...decidedBy(operation), context(outcomeLine(operation))];
  return { text: `${title(operation)}: ${operation.status}`, blocks };
}

/** What will run: a reviewer who has not seen all of it has not seen what they approve. */
interface Parts {
  readonly input: Cut;
  readonly targets: Cut;
  readonly actions: Cut;
  readonly pseudonyms: Cut;
}

function partsOf({ shown, question }: Operation): Parts {
  const { pseudonyms = [] } = question;
  const room = pseudonyms.length > 0 ? INPUT_BUDGET - PSEUDONYMS_BUDGET : INPUT_BUDGET;
  return {
    input: cut(untrustedLines(JSON.stringify(shown.input, null, 2)), room),
    pseudonyms: cut(pseudonyms.map(pseudonymLine).join('\n'), PSEUDONYMS_BUDGET),
    targets: cut(resourcesOf(question), TARGETS_BUDGET),
    actions: cut(actionsOf(question), ACTIONS_BUDGET),
  };
}

function actionsOf(needs: Needs): string {
  return isRelease(needs) ? 'none: AWS is not called' : needs.grants.flatMap((grant) => grant.actions).join(', ');
}

function resourcesOf(needs: Needs): string {
  if (isRelease(needs)) return 'the masked answer that the gateway withheld, to the agent that asked for it';
  return needs.grants.flatMap(targetsOf).join('\n');
}

/** The resources of one grant as people read them, and the conditions that narrow them. */
function targetsOf({ resources, when = {} }: ActionGrant): string[] {
  const conditions = Object.entries(when).map(([key, values]) => `${key} = ${values.join(' or ')}`);
  const suffix = conditions.length > 0 ? ` (only when ${conditions.join(', ')})` : '';
  return resources.map((resource) => untrusted(`${literalOf(resource)}${suffix}`));
}

/** What stands in the input is a pseudonym; this says of what type its value is, and where the agent has it from. */
function pseudonymLine({ token, type, operation, path }: UsedPseudonym): string {
  return untrusted(`${token}: ${type}, from ${operation} ${path}`);
}

function isWhole({ input, targets, actions, pseudonyms }: Parts): boolean {
  return !input.cut && !targets.cut && !actions.cut && !pseudonyms.cut;
}

/** One sentence on how an operation ended, without anything of its result. */
export function outcomeLine(operation: Operation): string {
  if (isOpen(operation)) return `${operation.status}: about to run.`;
  return `${operation.status}: ${untrusted(ending(operation))}`;
}

function ending(operation: Closed): string {
  const release = isRelease(operation.question);
  if (operation.status === 'SUCCEEDED')
    return release ? 'the withheld answer was handed out.' : endingOfCall(operation);
  if (operation.status !== 'FAILED') return operation.because;
  const { code } = operation.failure;
  return release ? `the withheld answer was not handed out: ${code}.` : `AWS answered ${code}.`;
}

function endingOfCall({ withheld, masking }: Extract<Closed, { status: 'SUCCEEDED' }>): string {
  if (withheld) return `the call ran; its answer is withheld: ${withheld.because}`;
  return `the call ran; ${masking.findings} values masked in its answer.`;
}

/** Who decided, as Slack shows people: by the names that the workspace knows them by. */
function decidedBy(operation: Operation): KnownBlock[] {
  const verdicts = 'verdicts' in operation ? operation.verdicts : [];
  if (verdicts.length === 0) return [];
  const elements = verdicts.flatMap(({ reviewer, answer }, index) => [
    { type: 'user' as const, user_id: reviewer },
    {
      type: 'text' as const,
      text: `${answer === 'approve' ? ' approved' : ' rejected'}${index < verdicts.length - 1 ? ', ' : ''}`,
    },
  ]);
  return [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }];
}

function title({ shown }: Operation): string {
  return cut(untrusted(`${shown.service} ${shown.operation} in ${shown.account}`), TITLE_BUDGET).text;
}

function facts(operation: Operation, { targets, actions, pseudonyms }: Parts): KnownBlock[] {
  const { shown, question, decision, digest } = operation;
  const until = isOpen(operation) ? `Open until ${operation.deadline.slice(0, 19).replace('T', ' ')} UTC` : 'Closed';
  return [
    { type: 'header', text: plain(title(operation)) },
    {
      type: 'section',
      fields: [
        plain(`Account and region\n${untrusted(shown.account)} ${untrusted(shown.region)}`),
        plain(`Access\n${[question.accessLevel, ...question.categories].join(', ')}`),
        plain(`IAM actions\n${actions.text}`),
        plain(`Agent\n${untrusted(shown.agent)}`),
      ],
    },
    { type: 'section', text: plain(`Resources\n${targets.text}`) },
    ...(question.pseudonyms ? [{ type: 'section' as const, text: plain(`${REAL_VALUES}\n${pseudonyms.text}`) }] : []),
    context(
      `${inRole(decision)}${decision.reasons.join('; ')}. ${until}. ${operation.id}, digest ${digest.slice(0, 32)}`,
    ),
  ];
}

const REAL_VALUES = 'The call is made with the real values of these pseudonyms';

/** First in its line, where nothing can push it out of sight; calls in the default role need no word. */
function inRole(decision: Decision): string {
  const role = roleOf(decision);
  return role === undefined ? '' : `Target role ${role}. `;
}

function code(text: string): RichTextBlock {
  return { type: 'rich_text', elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text }] }] };
}

function why({ shown }: Operation): KnownBlock {
  const reason = cut(untrusted(shown.reason), REASON_BUDGET).text;
  const prompt = shown.session?.prompt
    ? `\nIts prompt: ${cut(untrusted(shown.session.prompt), PROMPT_BUDGET).text}`
    : '';
  return { type: 'section', text: plain(`The agent says: ${reason}${prompt}`) };
}

function buttons({ id, digest, question }: Pending): KnownBlock {
  const value = buttonValue(id, digest);
  const confirm = {
    title: plain('Approve this call?'),
    text: plain('It deletes or ends something, and cannot be taken back.'),
    confirm: plain('Approve'),
    deny: plain('Not yet'),
  };
  const destructive = question.categories.includes('destructive');
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
  return { type: 'context', elements: [plain(cut(text, CONTEXT_BUDGET).text)] };
}

function plain(text: string) {
  return { type: 'plain_text' as const, text, emoji: false };
}
