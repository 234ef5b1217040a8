import type { RecordedQuestion } from '../record/question.ts';
import type { Json } from '../runtime/json.ts';
import type { ShowText } from './shown-call.ts';

/** Members that hold names of AWS and of the directory, ARNs, and places in masked answers. Every other one may repeat a text of the input. */
const NAMES: ReadonlySet<string> = new Set<keyof RecordedQuestion>([
  'agent',
  'service',
  'operation',
  'account',
  'region',
  'tier',
  'accessLevel',
  'categories',
  'grants',
  'credentials',
  'pseudonyms',
]);

/**
 * The question as the record and the archive keep it: texts from the input are masked as in `shownCall`, names, ARNs and
 * numbers stay, so that other policies can answer it later. `text` is the call's, from `textsBeside`.
 */
export function shownQuestion(question: RecordedQuestion, text: ShowText): RecordedQuestion {
  const members = Object.entries(question).map(([name, value]) => [
    name,
    NAMES.has(name) ? value : textsReplaced(value as Json, text),
  ]);
  return Object.fromEntries(members) as RecordedQuestion;
}

function textsReplaced(value: Json, replace: ShowText): Json {
  if (typeof value === 'string') return replace(value);
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((member) => textsReplaced(member, replace));
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, textsReplaced(member, replace)]));
}
