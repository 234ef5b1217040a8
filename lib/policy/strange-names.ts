import { loadModel, serviceHint } from '../../lambdas/catalogue/load.ts';
import { didYouMean } from '../../lambdas/catalogue/nearest.ts';
import type { PolicyJson } from '@cedar-policy/cedar-wasm/nodejs';

/**
 * The services and operations that a policy names and the catalogue does not know, a sentence each. To Cedar any id will
 * do, so a misspelt one passes validation and never matches.
 */
export async function strangeNames(policy: PolicyJson): Promise<readonly string[]> {
  const named = [...new Map(entitiesIn(policy).map((uid) => [`${uid.type} ${uid.id}`, uid])).values()];
  const sentences = await Promise.all(named.map(sentenceOn));
  return sentences.filter((sentence) => sentence !== undefined);
}

interface Uid {
  readonly type: string;
  readonly id: string;
}

async function sentenceOn({ type, id }: Uid): Promise<string | undefined> {
  if (type === 'Countersign::Service') return (await loadModel(id)) ? undefined : serviceFault(id);
  if (type !== 'Countersign::Operation') return undefined;
  const [service = '', operation = ''] = id.split(':');
  const model = await loadModel(service);
  if (!model) return serviceFault(service);
  if (Object.hasOwn(model.operations, operation)) return undefined;
  const hint = didYouMean(operation, Object.keys(model.operations));
  return `names an operation that ${service} does not have, so it never matches it: ${operation}${hint}`;
}

function serviceFault(service: string): string {
  return `names a service that is not in the catalogue, so it never matches it: ${service}${serviceHint(service)}`;
}

function entitiesIn(node: unknown): readonly Uid[] {
  if (typeof node !== 'object' || node === null) return [];
  if ('type' in node && 'id' in node) return [{ type: String(node.type), id: String(node.id) }];
  return Object.values(node).flatMap(entitiesIn);
}
