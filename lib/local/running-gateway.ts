import { readFileSync } from 'node:fs';
import { filesIn, LOCAL } from './files.ts';
import type { GatewayFile } from './gateway.ts';

/** The gateway that `npm start` left the address of, if it still answers. */
export async function runningGateway(): Promise<GatewayFile | undefined> {
  try {
    const file = JSON.parse(readFileSync(filesIn(LOCAL).gateway, 'utf8')) as GatewayFile;
    const answers = [`${file.endpoint}/_ministack/health`, file.slack].map((url) =>
      fetch(url, { signal: AbortSignal.timeout(2_000) }),
    );
    return (await Promise.all(answers)).every(({ ok }) => ok) ? file : undefined;
  } catch {
    return undefined;
  }
}
