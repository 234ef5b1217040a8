import type { OperationModel, Refusal, ServiceModel } from '../../lambdas/catalogue/model.ts';
import { stronger } from '../../lambdas/catalogue/risk.ts';
import type { AccessLevel } from '../../lambdas/catalogue/resolution.ts';
import { markedPaths } from '../../lambdas/mask/marked-paths.ts';
import { planForInput } from '../../lambdas/mask/plan.ts';
import { iamActionsOf, type IamAction } from './iam-actions.ts';
import { ACTION_OVERRIDES } from './overrides.ts';
import { deriveArns, type Derivation } from './resources.ts';
import type { ServiceSource } from './services.ts';
import { pathDerivation, verbOf } from './verbs.ts';
import {
  bare,
  isToken,
  operationsOf,
  shapeTable,
  structureOf,
  type SdkOperation,
  type ShapeTable,
  type StructureMember,
} from './shapes.ts';

interface Sources {
  readonly source: ServiceSource;
  readonly table: ShapeTable;
  readonly actions: ReadonlyMap<string, IamAction>;
  /** Resource templates in the order of their first use. */
  readonly arns: Map<string, number>;
}

/** Builds a service's model from its installed SDK client and the IAM data. The same versions give the same model. */
export async function buildModel(source: ServiceSource): Promise<ServiceModel> {
  const exports = await importClient(source.client);
  const operations = operationsOf(exports);
  const sources = {
    source,
    table: shapeTable(operations),
    actions: await iamActionsOf(source.iam),
    arns: new Map<string, number>(),
  };
  const entries = operations.map((operation) => [operation.name, operationModel(sources, operation)] as const);
  return {
    service: source.name,
    client: source.client,
    version: await versionOf(source.client),
    iam: source.iam,
    arns: [...sources.arns.keys()],
    shapes: sources.table.shapes,
    operations: Object.fromEntries(entries),
  };
}

/** A service's SDK client, whole. */
export async function importClient(client: string): Promise<Record<string, unknown>> {
  return (await import(client)) as Record<string, unknown>;
}

async function versionOf(client: string): Promise<string> {
  const found = (await import(`${client}/package.json`, { with: { type: 'json' } })) as {
    default: { version: string };
  };
  return found.default.version;
}

function operationModel(sources: Sources, operation: SdkOperation): OperationModel {
  const { source, table, arns } = sources;
  const found = actionsFor(source, operation, sources.actions);
  const derivation = derive(source, operation, found);
  const tokens = membersOf(operation)
    .filter(isToken)
    .map(({ name }) => name);
  const sameName = found.length === 1 && found[0]?.name === operation.name;
  return dropAbsent({
    level: levelOf(operation.name, found),
    input: table.inputs.get(operation.name),
    actions: sameName ? undefined : found.map(({ name }) => `${source.iam}:${name}`),
    arns: derivation.arns?.map((arn) => indexOf(arns, arn)),
    gap: derivation.gap,
    refused: refusalOf(operation),
    tokens: tokens.length > 0 ? tokens : undefined,
    secret: secretsOf(source.name, operation),
  });
}

/** What the mask layer would mask whole, had it the SDK's schema at hand: the gateway's front door has not. */
function secretsOf(service: string, { name, schema }: SdkOperation): OperationModel['secret'] | undefined {
  const marked = markedPaths(planForInput({ service, operation: name, schema }));
  return Object.keys(marked).length > 0 ? marked : undefined;
}

function membersOf({ input }: SdkOperation): readonly StructureMember[] {
  return input?.members ?? [];
}

function dropAbsent(entry: { readonly [K in keyof OperationModel]-?: OperationModel[K] | undefined }): OperationModel {
  return Object.fromEntries(
    Object.entries(entry).filter(([, value]) => value !== undefined),
  ) as unknown as OperationModel;
}

/** The reviewed actions of an operation, else the one of its own name. Throws for a reviewed action that IAM lacks. */
function actionsFor(source: ServiceSource, sdk: SdkOperation, actions: Sources['actions']): readonly IamAction[] {
  const operation = sdk.name;
  const reviewed = ACTION_OVERRIDES[source.name]?.[operation];
  if (reviewed === undefined) {
    const own = actions.get(operation.toLowerCase()) ?? actions.get(verbOf(source.iam, sdk)?.toLowerCase() ?? '');
    return own === undefined ? [] : [own];
  }
  return reviewed.map((name) => {
    const action = actions.get(name.toLowerCase());
    if (action === undefined)
      throw new Error(`IAM has no action ${source.iam}:${name}, which ${operation} is said to take`);
    return action;
  });
}

function derive(source: ServiceSource, operation: SdkOperation, actions: readonly IamAction[]): Derivation {
  const [action, ...more] = actions;
  if (action === undefined) return { gap: 'no-action' };
  if (more.length > 0) return { gap: 'several-actions' };
  if (action.dependsOn.length > 0) return { gap: 'dependent-actions' };
  if (action.name === verbOf(source.iam, operation)) return pathDerivation(source.iam, operation);
  return deriveArns(source.name, operation, action.resources);
}

/** The strongest level of the actions; without any, a verb that reads is a Read and all else a Write. */
function levelOf(operation: string, actions: readonly IamAction[]): AccessLevel {
  if (actions.length > 0) return actions.map(({ level }) => level).reduce(stronger);
  return /^(Get|List|Describe|Search|Lookup)/.test(operation) ? 'Read' : 'Write';
}

function indexOf(arns: Map<string, number>, arn: string): number {
  const index = arns.get(arn) ?? arns.size;
  arns.set(arn, index);
  return index;
}

function refusalOf(operation: SdkOperation): Refusal | undefined {
  const members = membersOf(operation);
  if ([operation.input, operation.output].some((structure) => structure?.members.some(isEventStream)))
    return 'event-stream';
  if (members.some(({ name }) => /^pre-?signed-?url$/i.test(name))) return 'presigned-url';
  if (JSON.stringify(operation.traits['endpoint'] ?? '').includes('{')) return 'host-prefix';
  return members.some(({ schema }) => bare(schema) === 19) ? 'big-decimal' : undefined;
}

/** An event stream is a structure or union that streams: its type carries the streaming trait. */
function isEventStream({ schema }: { schema: Parameters<typeof bare>[0] }): boolean {
  const traits = structureOf(schema)?.tuple[3];
  return typeof traits === 'object' && traits !== null && 'streaming' in traits;
}
