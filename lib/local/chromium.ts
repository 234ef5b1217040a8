import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { chromium, type Browser, type Page } from 'playwright-core';
import { messageOf } from '../../lambdas/runtime/errors.ts';

const run = promisify(execFile);

const COMMANDS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC_APPLICATIONS = ['Chromium.app/Contents/MacOS/Chromium', 'Google Chrome.app/Contents/MacOS/Google Chrome'];
const INSTALL_MINUTES = 10;

/**
 * The path of a Chromium that can be started: one of this system (PATH, macOS applications), else playwright's own copy,
 * else one that it installs: Debian's package when root, or playwright's download. Throws an Error that says what to do.
 */
export async function findChromium(): Promise<string> {
  const present = await presentChromium();
  if (present) return present;
  const failures: string[] = [];
  for (const install of [installPackage, installDownload]) {
    await install().catch((error: unknown) => failures.push(firstLine(error)));
    const installed = await presentChromium();
    if (installed) return installed;
  }
  throw new Error(
    `No Chromium found, and none could be installed (${failures.join('; ')}). ` +
      'Install Chromium or Google Chrome, or run: npx playwright-core install chromium',
  );
}

/** A page in a headless Chromium that loads `url`; the caller closes `browser`. */
export async function openPage(
  url: string,
  options: { colorScheme?: 'light' | 'dark'; width?: number; height?: number } = {},
): Promise<{ browser: Browser; page: Page }> {
  const browser = await chromium.launch({ executablePath: await findChromium(), args: launchFlags(), headless: true });
  const viewport = { width: options.width ?? 1280, height: options.height ?? 900 };
  const page = await browser.newPage({ viewport, colorScheme: options.colorScheme ?? 'light' });
  await page.goto(url);
  return { browser, page };
}

function launchFlags(): string[] {
  const quiet = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'];
  const offline = ['--disable-background-networking', '--disable-component-update'];
  // Chromium's sandbox refuses to run as root.
  return [...quiet, ...offline, ...(isRoot() ? ['--no-sandbox'] : [])];
}

async function presentChromium(): Promise<string | undefined> {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const onPath = COMMANDS.flatMap((command) => folders.map((folder) => join(folder, command)));
  const onMac = ['/Applications', join(process.env['HOME'] ?? '/', 'Applications')].flatMap((folder) =>
    MAC_APPLICATIONS.map((application) => join(folder, application)),
  );
  for (const path of [...onPath, ...(process.platform === 'darwin' ? onMac : []), chromium.executablePath()])
    if (await isExecutable(path)) return path;
  return undefined;
}

async function installPackage(): Promise<void> {
  if (!isRoot() || !(await isExecutable('/usr/bin/apt-get'))) throw new Error('no apt-get as root');
  const timeout = INSTALL_MINUTES * 60_000;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update'], { timeout, env });
  await run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], { timeout, env });
}

async function installDownload(): Promise<void> {
  await run('npx', ['--no-install', 'playwright-core', 'install', 'chromium'], { timeout: INSTALL_MINUTES * 60_000 });
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

function firstLine(error: unknown): string {
  return messageOf(error).split('\n')[0] ?? '';
}
