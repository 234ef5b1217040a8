/** What stands in for a masked or withheld value: `[masked:email]`, `[withheld:binary 12 bytes]`. Masking leaves it alone. */
const STAND_IN = /^\[(?:masked|withheld):[^\]]{1,64}\]$/;

/** Whether a whole text is a stand-in. */
export function isStandIn(text: string): boolean {
  return text.startsWith('[') && STAND_IN.test(text);
}

/** The stand-in of a type. */
export function standIn(type: string): string {
  return `[masked:${type}]`;
}

const TEMPLATE_START = /^(?:\$[{(A-Z]|\{\{|\{[A-Za-z_]|<|%[({sd]|\[(?:masked|withheld):)/;
const FILLER = /^(?:[*.#_\-xX]+|(.)\1*)$/;
const FILLED = /x{4}|X{4}|\*{3}|\.{3}/;
const EMPTY_WORDS =
  /^(?:null|nil|none|true|false|undefined|n\/a|redacted|masked|hidden|required|optional|enabled|disabled|todo)$/i;
const ADVICE = /(?:^|[^a-z])(?:your|insert|replace)[^a-z]|fake|dummy|not_a_real|placeholder/i;

/** Whether a value names no secret but a place for one: a template, a variable, filler or an empty word. */
export function isPlaceholder(value: string): boolean {
  const head = value.slice(0, 256);
  return TEMPLATE_START.test(head) || FILLER.test(head) || EMPTY_WORDS.test(head);
}

/** Whether a token's body is filler: `xxxx`, `***`, hardly any variety. */
export function isFiller(value: string): boolean {
  const head = value.slice(0, 256);
  return FILLED.test(head) || new Set(head.slice(0, 64)).size < 5;
}

/** Whether a value tells its reader what to put there: `insert_key_here`, `your-token`. */
export function isAdvice(value: string): boolean {
  return ADVICE.test(value.slice(0, 256));
}
