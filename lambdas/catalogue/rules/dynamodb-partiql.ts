import type { Call } from '../call.ts';
import type { JsonObject } from '../../runtime/json.ts';
import { arn } from '../arn.ts';
import type { ActionGrant } from '../resolution.ts';
import { grant, granted, itemsIn, textIn, unscopable, type Rule } from './rule.ts';

/** One token of a statement; a text without tokens of these kinds is not understood, comments among them. */
const TOKEN =
  /\s*("[^"\\]*"|'(?:[^']|'')*'|\d+(?:\.\d+)?|[A-Za-z_]\w*|<=|>=|<>|<<|>>|\|\||[()[\]{},.:?*=<>+]|-(?!-))\s*/y;
const NAME = /^[A-Za-z0-9_.-]{3,255}$/;

/** The words that open a part of a statement. Each may stand once and outside quotes only, so no statement holds another. */
const OPENING = new Set(['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'FROM', 'INTO', 'WHERE', 'SET', 'VALUE', 'REMOVE']);
const NESTING = new Set(['EXISTS', 'JOIN', 'UNION', 'INTERSECT', 'EXCEPT', 'UNNEST', 'WITH', 'LET', 'ON', 'AT', 'AS']);

/** How each kind of statement begins, where its table stands, what may follow the table, and what it takes of IAM. */
const FORMS = [
  { action: 'dynamodb:PartiQLSelect', opens: /^SELECT( .+)? FROM$/, follows: ['WHERE', 'ORDER', undefined] },
  { action: 'dynamodb:PartiQLInsert', opens: /^INSERT INTO$/, follows: ['VALUE'] },
  { action: 'dynamodb:PartiQLUpdate', opens: /^UPDATE$/, follows: ['SET', 'REMOVE'] },
  { action: 'dynamodb:PartiQLDelete', opens: /^DELETE FROM$/, follows: ['WHERE'] },
] as const;

/** The table of a statement, the index where it reads one, and the action it takes. */
export interface Statement {
  readonly action: string;
  readonly table: string;
  readonly index?: string;
}

/** A PartiQL statement on one table, written plainly; undefined for every text that is not surely one. */
export function parseStatement(text: string): Statement | undefined {
  const tokens = tokensOf(text) ?? [];
  const words = tokens.map((token) => token.toUpperCase());
  if (!isFlat(words)) return undefined;
  const at = tableAt(words);
  const form = FORMS.find(({ opens }) => opens.test(words.slice(0, at).join(' ')));
  const path = pathAt(tokens, at);
  if (form === undefined || path === undefined) return undefined;
  const follows: readonly (string | undefined)[] = form.follows;
  if (!follows.includes(words[path.end])) return undefined;
  return statementOn(form.action, path.names);
}

/** Where the table stands: after UPDATE, FROM or INTO, of which a flat statement has one. */
function tableAt(words: readonly string[]): number {
  return 1 + Math.max(words.indexOf('FROM'), words.indexOf('INTO'), 0);
}

/** Only reading knows indexes. */
function statementOn(action: string, [table = '', index, ...rest]: readonly string[]): Statement | undefined {
  if (index === undefined) return { action, table };
  return rest.length === 0 && action === 'dynamodb:PartiQLSelect' ? { action, table, index } : undefined;
}

function tokensOf(text: string): readonly string[] | undefined {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const token = TOKEN.exec(text)?.[1];
    if (token === undefined) return undefined;
    tokens.push(token);
  }
  return tokens;
}

function isFlat(words: readonly string[]): boolean {
  const opening = words.filter((word) => OPENING.has(word));
  return new Set(opening).size === opening.length && !words.some((word) => NESTING.has(word));
}

/** The names from a place on, joined by dots: a table, or a table and its index. */
function pathAt(
  tokens: readonly string[],
  start: number,
): { readonly names: readonly string[]; readonly end: number } | undefined {
  const names: string[] = [];
  let at = start;
  do {
    const name = (tokens[at] ?? '').replace(/^"(.*)"$/, '$1');
    if (!NAME.test(name)) return undefined;
    names.push(name);
    at += 2;
  } while (tokens[at - 1] === '.');
  return { names, end: at - 1 };
}

function grantOf(call: Call, { action, table, index }: Statement): ActionGrant {
  const whole = arn`arn:aws:dynamodb:${call.region}:${call.account}:table/${table}`;
  return grant(action, index === undefined ? whole : whole + arn`/index/${index}`);
}

/** A rule on the statements of a call: each is understood, or the call has no grant. */
function onStatements(statementsOf: (input: JsonObject) => readonly JsonObject[]): Rule {
  return (call) => {
    const parsed = statementsOf(call.input).map((one) => parseStatement(textIn(one, 'Statement')));
    const known = parsed.filter((statement) => statement !== undefined);
    if (known.length === 0 || known.length < parsed.length)
      return unscopable('its PartiQL is more than one plain statement on one table');
    return granted(...known.map((statement) => grantOf(call, statement)));
  };
}

/** Calls with one statement, with independent ones, and with those of a transaction. */
export const executeStatement = onStatements((input) => [input]);
export const batchExecuteStatement = onStatements((input) => itemsIn(input, 'Statements'));
export const executeTransaction = onStatements((input) => itemsIn(input, 'TransactStatements'));
