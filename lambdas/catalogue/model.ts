import type { AccessLevel } from './resolution.ts';

/**
 * One service as `npm run catalogue` wrote it from the SDK's runtime schemas and the IAM data.
 *
 * `shapes` is a table of texts. `{Bucket!s Tags?12` is a structure whose member `Bucket` is required and a string and
 * whose optional `Tags` has shape 12; `|` opens a union, `[12` is a list of shape 12, `%12` a map from strings to it.
 * `arns` holds resource templates: `{Member}` stands for what the input's member names, `{region}` and `{account}` for
 * the call's own, and the template `*` for an action without resources.
 */
export interface ServiceModel {
  readonly service: string;
  readonly client: string;
  readonly version: string;
  /** The prefix of the service's IAM actions. */
  readonly iam: string;
  readonly arns: readonly string[];
  readonly shapes: readonly string[];
  readonly operations: Readonly<Record<string, OperationModel>>;
}

/** Why an operation can never run through the gateway, whatever the policy. */
export type Refusal = 'event-stream' | 'presigned-url' | 'host-prefix' | 'big-decimal';

/** Why no grant can be derived for an operation. */
export type Gap = 'no-action' | 'several-actions' | 'dependent-actions' | 'no-resource';

/** One operation. `actions` is left out when it is the single action of the operation's own name. */
export interface OperationModel {
  readonly level: AccessLevel;
  readonly input?: number;
  readonly actions?: readonly string[];
  /** Indexes into the service's `arns`: the resources that a derived grant names. */
  readonly arns?: readonly number[];
  readonly gap?: Gap;
  readonly refused?: Refusal;
  /** Members that the SDK fills with a random token when the input leaves them out. */
  readonly tokens?: readonly string[];
  /** Input members that the SDK or the reviewed tables mark as secret, as paths of the mask layer (`Environment/Variables`). */
  readonly secret?: Readonly<Record<string, string>>;
}

/** The letters that stand for simple shapes in a shape table, each with what the input must hold. */
export const LEAVES = {
  s: 'a string',
  n: 'a number',
  b: 'true or false',
  t: 'a time',
  d: 'a document',
  i: 'a whole number',
  x: 'a base64 string',
  y: 'a base64 string',
} as const;

export type Leaf = keyof typeof LEAVES;

export interface Member {
  readonly ref: string;
  readonly required: boolean;
}

/** A shape, taken apart. References are indexes into the same table or a leaf's letter. */
export type Shape =
  | { readonly kind: 'leaf'; readonly leaf: Leaf }
  | { readonly kind: 'structure' | 'union'; readonly members: ReadonlyMap<string, Member> }
  | { readonly kind: 'list' | 'map'; readonly ref: string };

/** Shapes already taken apart, per model: a call touches a few of a service's hundreds. */
const parsed = new WeakMap<ServiceModel, Map<string, Shape>>();

/** The shape that a reference names. Throws for a reference that the table does not have. */
export function shapeOf(model: ServiceModel, ref: string): Shape {
  const cache = parsed.get(model) ?? new Map<string, Shape>();
  parsed.set(model, cache);
  const shape = cache.get(ref) ?? parseShape(model, ref);
  cache.set(ref, shape);
  return shape;
}

/** The names of the IAM actions behind an operation; empty when none is known. */
export function actionsOf(model: ServiceModel, operation: string): readonly string[] {
  return model.operations[operation]?.actions ?? [`${model.iam}:${operation}`];
}

/**
 * The names by which an operation's risk is told: its actions and, as another name of the same thing, its own. API
 * Gateway's DELETE and the budgets' ModifyBudget do not say what DeleteRestApi and DeleteBudget say.
 */
export function riskNamesOf({ iam }: ServiceModel, operation: string, actions: readonly string[]): readonly string[] {
  return [...new Set([...actions, `${iam}:${operation}`])];
}

function parseShape(model: ServiceModel, ref: string): Shape {
  if (isLeaf(ref)) return { kind: 'leaf', leaf: ref };
  const text = model.shapes[Number(ref)];
  if (text === undefined) throw new Error(`The catalogue of ${model.service} has no shape ${ref}`);
  const body = text.slice(1);
  if (text.startsWith('[')) return { kind: 'list', ref: body };
  if (text.startsWith('%')) return { kind: 'map', ref: body };
  return { kind: text.startsWith('|') ? 'union' : 'structure', members: parseMembers(body) };
}

function parseMembers(body: string): ReadonlyMap<string, Member> {
  const entries = body === '' ? [] : body.split(' ');
  return new Map(
    entries.map((entry) => {
      const cut = entry.search(/[!?]/);
      return [entry.slice(0, cut), { ref: entry.slice(cut + 1), required: entry[cut] === '!' }];
    }),
  );
}

function isLeaf(ref: string): ref is Leaf {
  return Object.hasOwn(LEAVES, ref);
}
