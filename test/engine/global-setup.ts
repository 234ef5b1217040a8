import { join } from 'node:path';
import { LOCAL } from '../../lib/local/files.ts';
import { startLocalGateway } from '../../lib/local/gateway.ts';
import { OTHER_ACCOUNTS, OTHERS_EXTERNAL_ID } from './other-accounts.ts';

/** One gateway for all engine tests: the real template on the local engine. Its address is left in `.local/test`. */
export default async function startForTests(): Promise<void> {
  const gateway = await startLocalGateway({
    directory: join(LOCAL, 'test'),
    context: { masking: join(import.meta.dirname, 'masking.yaml') },
    parameters: { TargetAccounts: Object.values(OTHER_ACCOUNTS).join(), ExternalId: OTHERS_EXTERNAL_ID },
  });
  (globalThis as GlobalWithGateway).stopGateway = gateway.stop;
}

/** How the set-up hands the running gateway to the tear-down: both run in Jest's own process. */
export type GlobalWithGateway = typeof globalThis & { stopGateway?: () => Promise<void> };
