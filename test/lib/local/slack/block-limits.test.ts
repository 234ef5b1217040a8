import { describe, expect, it } from '@jest/globals';
import type { JsonArray, JsonObject } from '../../../../lambdas/runtime/json.ts';
import { areBlocksTooLong, checkBlocks, MAX_BLOCKS_CHARACTERS } from '../../../../lib/local/slack/block-limits.ts';
import { checkView } from '../../../../lib/local/slack/view-limits.ts';
import { approvalCard, reasonModal } from './approval-card.ts';

const plain = (length: number): JsonObject => ({ type: 'plain_text', text: 'x'.repeat(length) });
const mrkdwn = (length: number): JsonObject => ({ type: 'mrkdwn', text: 'x'.repeat(length) });
const section = (length: number): JsonObject => ({ type: 'section', text: mrkdwn(length) });
const button = (members: JsonObject): JsonObject => ({
  type: 'actions',
  elements: [{ type: 'button', action_id: 'a', text: plain(1), ...members }],
});
const confirm = (members: JsonObject): JsonObject =>
  button({ confirm: { title: plain(1), text: plain(1), confirm: plain(1), deny: plain(1), ...members } });
const times = (count: number, item: JsonObject): JsonArray => Array.from({ length: count }, () => item);

/** Limits as rows for it.each. */
const asCase = ([what, fits, over, pointer]: Limit) => ({ what, fits, over, pointer });

type Limit = readonly [what: string, fits: JsonObject, over: JsonObject, pointer: string];

/** What is at its limit, what is one over, and where Slack's message must point to. */
const LIMITS: readonly Limit[] = [
  ['section text', section(3000), section(3001), '/blocks/0/text/text'],
  [
    'field',
    { type: 'section', fields: [plain(2000)] },
    { type: 'section', fields: [plain(2001)] },
    '/blocks/0/fields/0/text',
  ],
  [
    'fields',
    { type: 'section', fields: times(10, plain(1)) },
    { type: 'section', fields: times(11, plain(1)) },
    '/blocks/0/fields',
  ],
  ['header', { type: 'header', text: plain(150) }, { type: 'header', text: plain(151) }, '/blocks/0/text/text'],
  [
    'context',
    { type: 'context', elements: times(10, plain(1)) },
    { type: 'context', elements: times(11, plain(1)) },
    '/blocks/0/elements',
  ],
  ['button text', button({ text: plain(75) }), button({ text: plain(76) }), '/blocks/0/elements/0/text/text'],
  [
    'button value',
    button({ value: 'x'.repeat(2000) }),
    button({ value: 'x'.repeat(2001) }),
    '/blocks/0/elements/0/value',
  ],
  ['button url', button({ url: 'x'.repeat(3000) }), button({ url: 'x'.repeat(3001) }), '/blocks/0/elements/0/url'],
  [
    'action id',
    button({ action_id: 'x'.repeat(255) }),
    button({ action_id: 'x'.repeat(256) }),
    '/blocks/0/elements/0/action_id',
  ],
  [
    'block id',
    { type: 'divider', block_id: 'x'.repeat(255) },
    { type: 'divider', block_id: 'x'.repeat(256) },
    '/blocks/0/block_id',
  ],
  ['confirm title', confirm({ title: plain(100) }), confirm({ title: plain(101) }), '/confirm/title/text'],
  ['confirm text', confirm({ text: plain(300) }), confirm({ text: plain(301) }), '/confirm/text/text'],
  ['confirm button', confirm({ confirm: plain(30) }), confirm({ confirm: plain(31) }), '/confirm/confirm/text'],
];

const MODAL_LIMITS: readonly Limit[] = [
  ['title', { title: plain(24) }, { title: plain(25) }, '/view/title/text'],
  [
    'private_metadata',
    { private_metadata: 'x'.repeat(3000) },
    { private_metadata: 'x'.repeat(3001) },
    '/view/private_metadata',
  ],
  ['callback_id', { callback_id: 'x'.repeat(255) }, { callback_id: 'x'.repeat(256) }, '/view/callback_id'],
];

describe('block limits', () => {
  it('let a realistic card and modal pass', () => {
    expect(checkBlocks(approvalCard() as unknown as JsonArray, 'message')).toEqual([]);
    expect(checkView(reasonModal('op_1') as unknown as JsonObject)).toEqual([]);
  });

  it.each(LIMITS.map(asCase))(
    'hold for the $what: at the limit passes, one more is named',
    ({ fits, over, pointer }) => {
      expect(checkBlocks([fits], 'message')).toEqual([]);
      expect(checkBlocks([over], 'message').join('\n')).toContain(pointer);
    },
  );

  it('hold for actions: 25 elements', () => {
    const actions = (count: number): JsonObject => ({
      type: 'actions',
      elements: Array.from({ length: count }, (_, n) => ({ type: 'button', action_id: `a${n}`, text: plain(1) })),
    });
    expect(checkBlocks([actions(25)], 'message')).toEqual([]);
    expect(checkBlocks([actions(26)], 'message')).toEqual([
      '[ERROR] no more than 25 items allowed [json-pointer:/blocks/0/elements]',
    ]);
  });

  it('hold for the number of blocks: 50 in a message, 100 in a modal', () => {
    expect(checkBlocks(times(50, { type: 'divider' }), 'message')).toEqual([]);
    expect(checkBlocks(times(51, { type: 'divider' }), 'message')).toEqual([
      '[ERROR] no more than 50 items allowed [json-pointer:/blocks]',
    ]);
    expect(checkBlocks(times(100, { type: 'divider' }), 'modal')).toEqual([]);
    expect(checkBlocks(times(101, { type: 'divider' }), 'modal')).toHaveLength(1);
  });

  it('hold for all blocks together, counted as JSON', () => {
    const frame = JSON.stringify([section(0)]).length;
    expect(areBlocksTooLong([section(MAX_BLOCKS_CHARACTERS - frame)])).toBe(false);
    expect(areBlocksTooLong([section(MAX_BLOCKS_CHARACTERS - frame + 1)])).toBe(true);
  });

  it.each<[string, JsonObject, string]>([
    ['a type that Slack does not know', { type: 'banner' }, 'unsupported type: banner [json-pointer:/blocks/0/type]'],
    ['an inherited name as a type', { type: 'constructor' }, 'unsupported type: constructor'],
    [
      'an element that Slack does not know',
      { type: 'actions', elements: [{ type: 'lever' }] },
      'unsupported type: lever',
    ],
    ['mrkdwn in a header', { type: 'header', text: mrkdwn(1) }, 'type must be plain_text'],
    ['an empty text', section(0), 'must be more than 0 characters'],
    ['a section without text', { type: 'section' }, 'missing required field'],
    ['an invented button style', button({ style: 'gold' }), 'must be primary or danger'],
    ['a confirm without text', confirm({ text: null }), '/confirm/text'],
    ['an input without element', { type: 'input', label: plain(1) }, '/blocks/0/element'],
    [
      'a part that rich_text has not',
      { type: 'rich_text', elements: [{ type: 'section' }] },
      'unsupported type: section',
    ],
  ])('refuse %s', (_what, block, problem) => {
    expect(checkBlocks([block], 'message').join('\n')).toContain(problem);
  });

  it('refuse the same block_id twice in a message and the same action_id twice in a block', () => {
    const twice = { type: 'divider', block_id: 'one' };
    expect(checkBlocks([twice, twice], 'message')).toEqual([
      '[ERROR] block_id already exists: one [json-pointer:/blocks]',
    ]);
    const actions = { type: 'actions', elements: times(2, { type: 'button', action_id: 'a', text: plain(1) }) };
    expect(checkBlocks([actions], 'message')).toEqual([
      '[ERROR] action_id already exists: a [json-pointer:/blocks/0/elements]',
    ]);
  });

  it('let block types pass that Slack knows and the page cannot show', () => {
    expect(checkBlocks([{ type: 'image', image_url: 'https://a.example/x.png', alt_text: 'x' }], 'message')).toEqual(
      [],
    );
  });
});

describe('view limits', () => {
  const modal = (members: JsonObject): JsonObject => ({
    ...(reasonModal('op_1') as unknown as JsonObject),
    ...members,
  });

  it.each(MODAL_LIMITS.map(asCase))('hold for the $what', ({ fits, over, pointer }) => {
    expect(checkView(modal(fits))).toEqual([]);
    expect(checkView(modal(over)).join('\n')).toContain(`[json-pointer:${pointer}]`);
  });

  it('want a submit label where there is an input', () => {
    const { submit: _submit, ...without } = modal({});
    expect(checkView(without)).toEqual(['[ERROR] missing required field [json-pointer:/view/submit]']);
  });
});
