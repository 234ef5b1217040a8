import type { Json } from '../../../lambdas/runtime/json.ts';
import { checkBlocks } from './block-limits.ts';
import { listOf, objectOf } from './fields.ts';
import { checkLength, checkText, fault } from './text-limits.ts';

/** What Slack would refuse in a modal, pointers starting at the view; empty when all is well. */
export function checkView(value: Json | undefined): string[] {
  const view = objectOf(value);
  if (view['type'] !== 'modal') return [fault('type must be modal', '/type')];
  const blocks = listOf(view['blocks']);
  const hasInput = blocks.some((block) => objectOf(block)['type'] === 'input');
  return [
    ...checkLabel(view['title'], '/title', true),
    ...checkLabel(view['submit'], '/submit', hasInput),
    ...checkLabel(view['close'], '/close', false),
    ...checkLength(view['private_metadata'], '/private_metadata', 3000),
    ...checkLength(view['callback_id'], '/callback_id', 255),
    ...checkBlocks(blocks, 'modal'),
  ].map((message) => message.replace('[json-pointer:', '[json-pointer:/view'));
}

function checkLabel(label: Json | undefined, at: string, required: boolean): string[] {
  return label === undefined && !required ? [] : checkText(label, at, { max: 24, only: 'plain_text' });
}
