import type { Json } from '../../runtime/json.ts';
import { pathOf } from '../path.ts';
import { ROOT } from '../spot.ts';
import { type Visitor, walk } from '../walk.ts';
import { replaceTokens, tokensIn } from './token.ts';

/** A masked answer's pseudonyms that can be read in it, each with the JSON path of its first place. */
export function tokensShown(answer: Json): ReadonlyMap<string, string> {
  const shown = new Map<string, string>();
  const visitor = visitorOf((text, path) => {
    for (const token of tokensIn(text)) if (!shown.has(token)) shown.set(token, path());
    return text;
  });
  walk(answer, { spot: ROOT, node: undefined }, visitor);
  return shown;
}

/** A masked answer with some of its pseudonyms replaced. */
export function withTokensReplaced(answer: Json, replace: (token: string) => string): Json {
  const visitor = visitorOf((text) => replaceTokens(text, replace));
  return walk(answer, { spot: ROOT, node: undefined }, visitor).value;
}

/**
 * Takes real values out of a masked answer, wherever they stand and however they are written there: as they are, in JSON, in URLs, in
 * base64, in other case. `tokens` says by value what takes their place; a number that is one becomes null.
 */
export function valuesTaken(answer: Json, tokens: ReadonlyMap<string, string>): Json {
  if (tokens.size === 0) return answer;
  const forms = new Map([...tokens].flatMap(([value, token]) => formsOf(value).map((form) => [form, token])));
  const longestFirst = [...forms.keys()].sort((one, other) => other.length - one.length);
  const pattern = new RegExp(longestFirst.map(escaped).join('|'), 'gi');
  const visitor = visitorOf((text) =>
    text.replace(pattern, (form) => forms.get(form.toLowerCase()) ?? '[masked:value]'),
  );
  const number = (value: number) => (String(value).search(pattern) < 0 ? value : null);
  return walk(answer, { spot: ROOT, node: undefined }, { ...visitor, number }).value;
}

/** In lower case: so they are looked up. */
function formsOf(value: string): readonly string[] {
  const base64 = Buffer.from(value, 'utf8').toString('base64').replace(/=+$/, '');
  const forms = [value, JSON.stringify(value).slice(1, -1), encodeURIComponent(value), base64];
  return forms.map((form) => form.toLowerCase());
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

/** Visits the texts and the members' names of an answer that is masked already. */
function visitorOf(visit: (text: string, path: () => string) => string): Visitor {
  return {
    text: (text, spot) => visit(text, () => pathOf(spot)),
    number: (value) => value,
    fixed: (value) => value,
    key: (key, spot) => visit(key, () => pathOf(spot.parent)),
  };
}
