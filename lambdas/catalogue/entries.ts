import { loadModel } from './load.ts';
import { actionsOf, riskNamesOf, type OperationModel, type ServiceModel } from './model.ts';
import type { AccessLevel, Category } from './resolution.ts';
import { categoriesOf } from './risk.ts';
import { ruleOf } from './rules/index.ts';

/** One operation as a listing shows it. A `curated` operation may still turn out unscopable by its input. */
export interface CatalogueEntry {
  readonly operation: string;
  readonly tier: 'curated' | 'derived' | 'unscopable' | 'refused';
  readonly accessLevel: AccessLevel;
  readonly actions: readonly string[];
  /** The risk classes of the operation as such; an input may add to them. */
  readonly categories: readonly Category[];
  /** Members that the SDK would fill with a random token: a caller who wants the exact request sets them. */
  readonly tokens: readonly string[];
}

/** The operations of a service by name; undefined for a service that is not in the catalogue. */
export async function catalogueOf(service: string): Promise<readonly CatalogueEntry[] | undefined> {
  const model = await loadModel(service);
  if (model === undefined) return undefined;
  return Object.entries(model.operations).map(([operation, entry]) => ({
    operation,
    tier: tierOf(model, operation, entry),
    accessLevel: entry.level,
    actions: actionsOf(model, operation),
    categories: categoriesOf(entry.level, riskNamesOf(model, operation, actionsOf(model, operation))),
    tokens: entry.tokens ?? [],
  }));
}

function tierOf(model: ServiceModel, operation: string, entry: OperationModel): CatalogueEntry['tier'] {
  if (entry.refused !== undefined) return 'refused';
  if (ruleOf(model.service, operation) !== undefined) return 'curated';
  return entry.arns === undefined ? 'unscopable' : 'derived';
}
