import { characterClass, isIn, LETTER_OR_DIGIT, runEnd, runStart } from '../characters.ts';
import { isFiller } from '../placeholder.ts';
import type { Detector } from './detector.ts';
import { TOKEN_SHAPES } from './token-shapes.ts';

/** One detector for each row of the table of token shapes. */
export const STRUCTURED: readonly Detector[] = TOKEN_SHAPES.map(([type, words, form]) => ({
  name: type,
  words,
  probe: (text, at) => {
    form.lastIndex = at;
    const match = form.exec(text);
    return match === null || isFiller(match[0]) ? undefined : { start: at, end: form.lastIndex, type };
  },
}));

const HEX = characterClass('0-9', 'a-f');
const MAILCHIMP = /-us\d{1,2}(?!\w)/y;
const MAILGUN = /-[a-f0-9]{8}-[a-f0-9]{8}(?![\w-])/y;

/** Keys of 32 hex digits that only their endings tell from a digest: Mailchimp and Mailgun. */
export const HEX_ENDED: Detector = {
  name: 'hex-ended-key',
  words: [...'u0123456789abcdef'].map((next) => `-${next}`),
  probe: (text, at) => {
    const start = runStart(HEX, text, { end: at, limit: 33 });
    if (at - start !== 32) return undefined;
    const ending = [MAILCHIMP, MAILGUN].map((form) => matchAt(form, text, at)).find((length) => length > 0);
    return ending === undefined ? undefined : { start, end: at + ending, type: 'api-key' };
  },
};

const TELEGRAM = /:AA[\w-]{32,33}(?![\w-])/y;
const DIGITS = characterClass('0-9');

/** Telegram bot tokens: the bot's number, a colon, `AA` and 32 or 33 characters. */
export const TELEGRAM_TOKEN: Detector = {
  name: 'telegram-token',
  words: [':AA'],
  probe: (text, at) => {
    const length = matchAt(TELEGRAM, text, at);
    const start = runStart(DIGITS, text, { end: at, limit: 12 });
    return length === 0 || at - start < 7 || isFiller(text.slice(at, at + length))
      ? undefined
      : { start, end: at + length, type: 'telegram-token' };
  },
};

const AZURE = characterClass('A-Z', 'a-z', '0-9', '_', '.', '-', '~');

/** Secrets of Entra ID applications: three characters, a digit, `Q~`, then 31 to 34 more. */
export const AZURE_SECRET: Detector = {
  name: 'azure-secret',
  characters: '~',
  probe: (text, at) => {
    const start = at - 5;
    if (!/^[\w.~-]{3}\dQ$/.test(text.slice(Math.max(0, start), at))) return undefined;
    const end = runEnd(AZURE, text, { from: at + 1, limit: 40 });
    if (end - at < 32 || end - at > 37 || isFiller(text.slice(at + 1, end))) return undefined;
    return isIn(LETTER_OR_DIGIT, text, start - 1) ? undefined : { start, end, type: 'azure-secret' };
  },
};

function matchAt(form: RegExp, text: string, at: number): number {
  form.lastIndex = at;
  return form.exec(text)?.[0].length ?? 0;
}
