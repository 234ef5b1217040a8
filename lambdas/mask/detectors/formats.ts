import { characterClass, isIn, LETTER_OR_DIGIT, runEnd, runStart } from '../characters.ts';
import { isFiller } from '../placeholder.ts';
import type { Detector, Finding } from './detector.ts';

/** Token forms with inner structure instead of a prefix. Each expression is anchored, bounded and without nested repeats. */
const SHAPES: readonly (readonly [type: string, form: RegExp])[] = [
  ['asana-token', /[0-2]\/\d{13,20}(?:\/\d{13,20})?:[0-9a-f]{32}(?!\w)/y],
  [
    'authress-key',
    /(?:sc|ext|scauth|authress)_[a-z0-9]{5,30}\.[a-z0-9]{4,6}\.acc[_-][a-z0-9-]{10,32}\.[\w+/=-]{30,120}/y,
  ],
  ['aws-mws-key', /amzn\.mws\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/y],
  ['clickup-token', /pk_\d{5,12}_[A-Z0-9]{32}(?!\w)/y],
  ['firebase-key', /AAAA[\w-]{7}:[\w-]{140}/y],
  ['paypal-token', /access_token\$(?:production|sandbox)\$[a-z0-9]{13,16}\$[0-9a-f]{32}(?!\w)/y],
  ['plaid-token', /access-(?:sandbox|development|production)-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/y],
  ['resend-key', /re_[A-Za-z0-9]{8}_[A-Za-z0-9]{24}(?!\w)/y],
  ['salesforce-session', /00D[A-Za-z0-9]{12,15}![\w.]{80,120}/y],
  ['sentry-token', /sntrys_eyJ[A-Za-z0-9+/]{40,400}={0,2}_[A-Za-z0-9+/]{43}(?![A-Za-z0-9+/])/y],
  ['yandex-token', /t1\.[\w-]{40,240}={0,2}\.[\w-]{86}={0,2}/y],
  ['discord-token', /[MNO][\w-]{22,27}\.[\w-]{6}\.[\w-]{27,40}(?![\w-])/y],
  ['airtable-token', /pat[A-Za-z0-9]{14}\.[a-f0-9]{64}/y],
  ['sendgrid-key', /SG\.[\w-]{16,24}\.[\w-]{40,50}/y],
  ['1password-key', /A3-[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})(?:-[A-Z0-9]{5}){3}/y],
  ['hubspot-token', /pat-[a-z]{2}\d-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/y],
  ['launchdarkly-key', /(?:api|sdk|mob)-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/y],
  ['mapbox-token', /[ps]k\.eyJ[\w-]{20,200}\.[\w-]{20,40}/y],
];

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'.split('');

const DISCORD_STARTS = ['M', 'N', 'O'].flatMap((first) =>
  [...LETTERS, ...'0123456789'].map((second) => first + second),
);

/** Tokens known by their inner structure more than by a prefix: Discord, Airtable, SendGrid, 1Password and others. */
export const STRUCTURED: Detector = {
  name: 'structured-token',
  words: [
    ...DISCORD_STARTS,
    'pat',
    'SG.',
    'A3-',
    'api-',
    'sdk-',
    'mob-',
    'pk.',
    'sk.',
    '0/',
    '1/',
    '2/',
    'sc_',
    'ext_',
    'scauth_',
    'authress_',
    'amzn.mws.',
    'pk_',
    'AAAA',
    'access',
    're_',
    '00D',
    'sntrys_',
    't1.',
  ],
  probe: probeStructured,
};

function probeStructured(text: string, at: number): Finding | undefined {
  for (const [type, form] of SHAPES) {
    form.lastIndex = at;
    const match = form.exec(text);
    if (match !== null && !isFiller(match[0])) return { start: at, end: at + match[0].length, type };
  }
  return undefined;
}

const HEX = characterClass('0-9', 'a-f');
const MAILCHIMP = /-us\d{1,2}(?!\w)/y;
const MAILGUN = /-[a-f0-9]{8}-[a-f0-9]{8}(?![\w-])/y;

/** Keys of 32 hex digits that only their endings tell from a digest: Mailchimp and Mailgun. */
export const HEX_ENDED: Detector = {
  name: 'hex-ended-key',
  characters: '-',
  probe: (text, at) => {
    const start = runStart(HEX, text, { end: at, limit: 33 });
    if (at - start !== 32) return undefined;
    const ending = [MAILCHIMP, MAILGUN].map((form) => matchAt(form, text, at)).find((length) => length > 0);
    return ending === undefined ? undefined : { start, end: at + ending, type: 'api-key' };
  },
};

const TELEGRAM = /:AA[\w-]{33}(?!\w)/y;
const DIGITS = characterClass('0-9');

/** Telegram bot tokens: the bot's number, a colon, `AA` and 33 characters. */
export const TELEGRAM_TOKEN: Detector = {
  name: 'telegram-token',
  characters: ':',
  probe: (text, at) => {
    const length = text[at + 1] === 'A' ? matchAt(TELEGRAM, text, at) : 0;
    const start = runStart(DIGITS, text, { end: at, limit: 12 });
    return length === 0 || at - start < 7 ? undefined : { start, end: at + length, type: 'telegram-token' };
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
