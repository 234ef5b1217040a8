import type { Json, JsonArray, JsonObject } from '../../../lambdas/runtime/json.ts';
import { checkElement } from './element-limits.ts';
import { listOf, objectOf, stringOf } from './fields.ts';
import { checkCount, checkLength, checkText, fault } from './text-limits.ts';

/** Where blocks are shown: Slack allows 50 of them in a message and 100 in a modal. */
export type Surface = 'message' | 'modal';

/** All blocks of a message together, as JSON; not documented, seen as `msg_blocks_too_long` (slackapi/bolt-js#2509). */
export const MAX_BLOCKS_CHARACTERS = 13_200;

type Check = (block: JsonObject, at: string) => string[];

const CHECKS: Readonly<Record<string, Check>> = {
  header: (block, at) => checkText(block['text'], `${at}/text`, { max: 150, only: 'plain_text' }),
  section: checkSection,
  context: checkContext,
  divider: () => [],
  actions: checkActions,
  input: checkInput,
  rich_text: checkRichText,
};

/** Block types that Slack knows and whose inside is not checked here; the page shows their JSON with a warning. */
const UNCHECKED = new Set(
  (
    'alert card carousel container context_actions data_table file image markdown plan table task_card video ' + 'call'
  ).split(' '),
);

/**
 * What Slack would refuse in these blocks, one sentence each, naming the place by JSON pointer; empty when all is well.
 * Limits: docs.slack.dev/reference/block-kit.
 */
export function checkBlocks(blocks: JsonArray, surface: Surface): string[] {
  const max = surface === 'message' ? 50 : 100;
  return [
    ...checkCount(blocks, '/blocks', max),
    ...blocks.flatMap((block, index) => checkBlock(block, `/blocks/${index}`)),
    ...checkRepeated(blocks),
  ];
}

/** Whether the blocks of one message are over Slack's total size. */
export function areBlocksTooLong(blocks: JsonArray): boolean {
  return JSON.stringify(blocks).length > MAX_BLOCKS_CHARACTERS;
}

function checkBlock(value: Json, at: string): string[] {
  const block = objectOf(value);
  const type = stringOf(block['type']);
  const check = Object.hasOwn(CHECKS, type) ? CHECKS[type] : undefined;
  if (!check && !UNCHECKED.has(type)) return [fault(`unsupported type: ${type || '(none)'}`, `${at}/type`)];
  return [...checkLength(block['block_id'], `${at}/block_id`, 255), ...(check?.(block, at) ?? [])];
}

function checkSection(block: JsonObject, at: string): string[] {
  const { text, fields, accessory } = block;
  if (text === undefined && fields === undefined) return [fault('missing required field: text or fields', at)];
  return [
    ...(text === undefined ? [] : checkText(text, `${at}/text`, { max: 3000 })),
    ...(fields === undefined ? [] : checkCount(fields, `${at}/fields`, 10)),
    ...listOf(fields).flatMap((field, index) => checkText(field, `${at}/fields/${index}`, { max: 2000 })),
    ...(accessory === undefined ? [] : checkElement(accessory, `${at}/accessory`)),
  ];
}

function checkContext(block: JsonObject, at: string): string[] {
  const elements = listOf(block['elements']);
  const faults = elements.flatMap((element, index) =>
    objectOf(element)['type'] === 'image' ? [] : checkText(element, `${at}/elements/${index}`, { max: 3000 }),
  );
  return [...checkCount(block['elements'], `${at}/elements`, 10), ...faults];
}

function checkActions(block: JsonObject, at: string): string[] {
  const elements = listOf(block['elements']);
  return [
    ...checkCount(block['elements'], `${at}/elements`, 25),
    ...elements.flatMap((element, index) => checkElement(element, `${at}/elements/${index}`)),
    ...repeated(elements, 'action_id').map((id) => fault(`action_id already exists: ${id}`, `${at}/elements`)),
  ];
}

function checkInput(block: JsonObject, at: string): string[] {
  return [
    ...checkText(block['label'], `${at}/label`, { max: 2000, only: 'plain_text' }),
    ...(block['hint'] === undefined ? [] : checkText(block['hint'], `${at}/hint`, { max: 2000, only: 'plain_text' })),
    ...checkElement(block['element'], `${at}/element`),
  ];
}

const RICH_TEXT_PARTS = ['rich_text_section', 'rich_text_list', 'rich_text_preformatted', 'rich_text_quote'];

function checkRichText(block: JsonObject, at: string): string[] {
  const parts = listOf(block['elements']).flatMap((part, index) => {
    const type = stringOf(objectOf(part)['type']);
    const known = RICH_TEXT_PARTS.includes(type);
    return known ? [] : [fault(`unsupported type: ${type || '(none)'}`, `${at}/elements/${index}/type`)];
  });
  return [...checkCount(block['elements'], `${at}/elements`, Infinity), ...parts];
}

function checkRepeated(blocks: JsonArray): string[] {
  return repeated(blocks, 'block_id').map((id) => fault(`block_id already exists: ${id}`, '/blocks'));
}

function repeated(items: JsonArray, member: string): string[] {
  const ids = items.map((item) => stringOf(objectOf(item)[member])).filter((id) => id !== '');
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
}
