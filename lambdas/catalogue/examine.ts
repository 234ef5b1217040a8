import type { Call } from './call.ts';
import { derive } from './derive.ts';
import { loadModel, serviceHint } from './load.ts';
import { actionsOf, riskNamesOf, type Refusal, type ServiceModel } from './model.ts';
import { didYouMean } from './nearest.ts';
import type { ActionGrant, Category, Fault, Resolution } from './resolution.ts';
import { categoriesOf, levelOf } from './risk.ts';
import { ruleOf } from './rules/index.ts';
import type { Ruling } from './rules/rule.ts';
import { inputFaults } from './validate-input.ts';

/** What the catalogue says of a call: what is wrong with it, or what it is and needs. */
export type Examination =
  | { readonly kind: 'refused'; readonly faults: readonly Fault[] }
  | { readonly kind: 'known'; readonly resolution: Resolution };

const REFUSALS: Readonly<Record<Refusal, string>> = {
  'event-stream': 'streams events, which one request and one result cannot carry',
  'presigned-url': 'takes a presigned URL, which would carry credentials past the gateway',
  'host-prefix': 'is sent to a host that its input chooses',
  'big-decimal': 'takes decimals that JSON numbers cannot hold exactly',
};

/**
 * Examines one call: is it a call of this service's own model, does it stay in its account and region, which IAM actions
 * on which resources does it take. All faults of the input are reported at once; a call with a fault resolves to nothing.
 */
export async function examine(call: Call): Promise<Examination> {
  const model = await loadModel(call.service);
  if (model === undefined) return refuse('/service', `unknown service${serviceHint(call.service)}`);
  const misplaced = operationFault(model, call.operation);
  const faults = [
    ...placeFaults(call),
    ...(misplaced === undefined ? inputFaults(model, call.operation, call) : [misplaced]),
  ];
  return faults.length > 0 ? { kind: 'refused', faults } : resolve(model, call);
}

function operationFault(model: ServiceModel, operation: string): Fault | undefined {
  if (!Object.hasOwn(model.operations, operation)) {
    const hint = didYouMean(operation, Object.keys(model.operations));
    return { pointer: '/operation', detail: `${model.service} has no such operation${hint}` };
  }
  const refusal = model.operations[operation]?.refused;
  return refusal && { pointer: '/operation', detail: `${operation} ${REFUSALS[refusal]}` };
}

/** Only partition `aws` is served: ARNs, hosts and policies elsewhere differ. */
function placeFaults({ account, region }: Call): readonly Fault[] {
  const faults: Fault[] = [];
  if (!/^\d{12}$/.test(account)) faults.push({ pointer: '/account', detail: 'expected a 12-digit account id' });
  if (!/^(?!cn-|us-gov-|us-iso|eu-iso|eusc-)[a-z]{2}(-[a-z]+)+-\d{1,2}$/.test(region)) {
    faults.push({ pointer: '/region', detail: 'expected a region of partition aws, such as eu-west-1' });
  }
  return faults;
}

function resolve(model: ServiceModel, call: Call): Examination {
  const rule = ruleOf(call.service, call.operation);
  const ruling = rule === undefined ? derive(model, call) : rule(call);
  if (ruling.kind === 'refused') return ruling;
  return {
    kind: 'known',
    resolution: describe(model, call, { ruling, tier: rule === undefined ? 'derived' : 'curated' }),
  };
}

interface Ruled {
  readonly ruling: Exclude<Ruling, { kind: 'refused' }>;
  readonly tier: 'curated' | 'derived';
}

function describe(model: ServiceModel, call: Call, { ruling, tier }: Ruled): Resolution {
  const base = model.operations[call.operation]?.level ?? 'Write';
  if (ruling.kind === 'unscopable') {
    const categories = categoriesOf(base, riskNamesOf(model, call.operation, actionsOf(model, call.operation)));
    return { tier: 'unscopable', why: ruling.why, accessLevel: base, categories };
  }
  if (ruling.kind === 'without-credentials') {
    return { tier: 'curated', credentials: 'none', accessLevel: base, categories: ruling.categories };
  }
  const actions = ruling.grants.filter(isOwnUse).flatMap((grant) => grant.actions);
  const accessLevel = levelOf(base, actions);
  const categories = new Set<Category>([
    ...categoriesOf(accessLevel, riskNamesOf(model, call.operation, actions)),
    ...(ruling.categories ?? []),
  ]);
  return { tier, grants: ruling.grants, accessLevel, categories: [...categories] };
}

/** The use of a key within another service's call adds nothing to what that call is. */
function isOwnUse(grant: ActionGrant): boolean {
  return grant.when?.['kms:ViaService'] === undefined;
}

function refuse(pointer: string, detail: string): Examination {
  return { kind: 'refused', faults: [{ pointer, detail }] };
}
