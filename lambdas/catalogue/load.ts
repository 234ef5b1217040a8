import type { Call } from './call.ts';
import { ALIASES, LOADERS } from './generated/loaders.ts';
import type { ServiceModel } from './model.ts';
import { didYouMean } from './nearest.ts';
import { OWN_MODEL, OWN_SERVICE } from './own-service.ts';

/** The services that the gateway knows: a static list, and with it the allow-list. */
export const SERVICE_NAMES: readonly string[] = Object.keys(LOADERS);

/** A service's model, read on first use, or the gateway's own; undefined for a service that is not in the catalogue. */
export async function loadModel(service: string): Promise<ServiceModel | undefined> {
  if (service === OWN_SERVICE) return OWN_MODEL;
  if (!isKnown(service)) return undefined;
  return (await LOADERS[service]()).default as unknown as ServiceModel;
}

/** The members of a call's input that are masked whole wherever the call is shown; none for an unknown call. */
export async function secretMembersOf({ service, operation }: Call): Promise<Readonly<Record<string, string>>> {
  const model = await loadModel(service);
  return (Object.hasOwn(model?.operations ?? {}, operation) && model?.operations[operation]?.secret) || {};
}

/** `; did you mean logs?` for another name of a service or a near miss of one, and nothing for any other text. */
export function serviceHint(service: string): string {
  if (Object.hasOwn(ALIASES, service)) return `; did you mean ${ALIASES[service]}?`;
  return didYouMean(service, [...SERVICE_NAMES, OWN_SERVICE]);
}

function isKnown(service: string): service is keyof typeof LOADERS {
  return Object.hasOwn(LOADERS, service);
}
