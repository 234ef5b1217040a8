import { LOADERS } from './generated/loaders.ts';
import type { ServiceModel } from './model.ts';

/** The services that the gateway knows: a static list, and with it the allow-list. */
export const SERVICE_NAMES: readonly string[] = Object.keys(LOADERS);

/** A service's model, read on first use; undefined for a service that is not in the catalogue. */
export async function loadModel(service: string): Promise<ServiceModel | undefined> {
  if (!isKnown(service)) return undefined;
  return (await LOADERS[service]()).default as unknown as ServiceModel;
}

function isKnown(service: string): service is keyof typeof LOADERS {
  return Object.hasOwn(LOADERS, service);
}
