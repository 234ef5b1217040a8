import type { GlobalWithGateway } from './global-setup.ts';

export default async function stopAfterTests(): Promise<void> {
  await (globalThis as GlobalWithGateway).stopGateway?.();
}
