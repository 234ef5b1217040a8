const LOOPBACK = /^(localhost|.+\.localhost|127\.0\.0\.1|\[::1\])$/;

/** The URL that clicks go to; throws a TypeError unless it is http(s) on this machine, so that nothing leaves it. */
export function parseInteractionsUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol))
    throw new TypeError(`The interactions URL must be an http or https URL, not ${JSON.stringify(text)}.`);
  if (!LOOPBACK.test(url.hostname))
    throw new TypeError(`The interactions URL must be on this machine (localhost), not on ${url.hostname}.`);
  return url.href;
}
