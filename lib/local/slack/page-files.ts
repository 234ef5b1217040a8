import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { RefusedRequest, send } from './http.ts';

const FOLDER = join(import.meta.dirname, 'page');

/** Only scripts, styles and connections of this origin; nothing inline; no HTML from strings; not to be framed. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Serves the channel page's own files; a RefusedRequest (404) for any other path. */
export async function servePage(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  const name = path === '/' ? 'index.html' : path.slice(1);
  // Plain names only: no folders, so no way out of this one.
  const type = /^[a-z-]+\.[a-z]+$/.test(name) ? TYPES[extname(name)] : undefined;
  if (request.method !== 'GET' || !type) throw new RefusedRequest(404, `Nothing at ${request.method} ${path}.`);
  const body = await readFile(join(FOLDER, name)).catch(() => {
    throw new RefusedRequest(404, `Nothing at ${path}.`);
  });
  send(response, 200, { type, body, headers: { 'content-security-policy': CONTENT_SECURITY_POLICY } });
}
