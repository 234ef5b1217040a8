/** A token's form by its inner structure: its type, what it starts with, and an expression that is bounded and without nested repeats. */
export type TokenShape = readonly [type: string, starts: readonly string[], form: RegExp];

/** The first byte of a Discord token's user number in base64, and any second character. */
const DISCORD_STARTS = ['M', 'N', 'O'].flatMap((first) =>
  [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'].map((second) => first + second),
);

/** Token forms that their structure tells more than a prefix, by their vendors' documents. Data: part of the rule pack. */
export const TOKEN_SHAPES: readonly TokenShape[] = [
  ['asana-token', ['0/', '1/', '2/'], /[0-2]\/\d{13,20}(?:\/\d{13,20})?:[0-9a-f]{32}(?!\w)/y],
  [
    'authress-key',
    ['sc_', 'ext_', 'scauth_', 'authress_'],
    /(?:sc|ext|scauth|authress)_[a-z0-9]{5,30}\.[a-z0-9]{4,6}\.acc[_-][a-z0-9-]{10,32}\.[\w+/=-]{30,120}/y,
  ],
  ['aws-mws-key', ['amzn.mws.'], /amzn\.mws\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/y],
  ['clickup-token', ['pk_'], /pk_\d{5,12}_[A-Z0-9]{32}(?!\w)/y],
  ['firebase-key', ['AAAA'], /AAAA[\w-]{7}:[\w-]{140}/y],
  ['paypal-token', ['access_token$'], /access_token\$(?:production|sandbox)\$[a-z0-9]{13,16}\$[0-9a-f]{32}(?!\w)/y],
  [
    'plaid-token',
    ['access-'],
    /access-(?:sandbox|development|production)-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/y,
  ],
  ['resend-key', ['re_'], /re_[A-Za-z0-9]{8}_[A-Za-z0-9]{24}(?!\w)/y],
  ['salesforce-session', ['00D'], /00D[A-Za-z0-9]{12,15}![\w.]{80,120}/y],
  ['sentry-token', ['sntrys_eyJ'], /sntrys_eyJ[A-Za-z0-9+/]{40,400}={0,2}_[A-Za-z0-9+/]{43}(?![A-Za-z0-9+/])/y],
  ['vault-token', ['s.', 'b.', 'r.'], /[sbr]\.(?=[A-Za-z]{0,23}\d)[A-Za-z0-9]{24}(?![\w.(-])/y],
  ['yandex-token', ['t1.'], /t1\.[\w-]{40,240}={0,2}\.[\w-]{86}={0,2}/y],
  ['discord-token', DISCORD_STARTS, /[MNO][\w-]{22,27}\.[\w-]{6}\.[\w-]{27,40}(?![\w-])/y],
  ['airtable-token', ['pat'], /pat[A-Za-z0-9]{14}\.[a-f0-9]{64}/y],
  ['sendgrid-key', ['SG.'], /SG\.[\w-]{16,24}\.[\w-]{40,50}/y],
  ['1password-key', ['A3-'], /A3-[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})(?:-[A-Z0-9]{5}){3}/y],
  ['hubspot-token', ['pat-'], /pat-[a-z]{2}\d-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/y],
  ['launchdarkly-key', ['api-', 'sdk-', 'mob-'], /(?:api|sdk|mob)-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/y],
  ['mapbox-token', ['pk.eyJ', 'sk.eyJ'], /[ps]k\.eyJ[\w-]{20,200}\.[\w-]{20,40}/y],
];
