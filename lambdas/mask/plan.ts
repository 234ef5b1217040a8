import { NormalizedSchema } from '@smithy/core/schema';
import { isPersonal } from './named-value.ts';
import { classOfName } from './names.ts';
import type { MaskingRules } from './policy/rules.ts';
import { CURATED_FIELDS, PAGINATION_MEMBERS, type Rule } from './curated-fields.ts';

/** What the walk does at one member, list element or map value, and what is known of the level below. */
export interface PlanEdge {
  readonly rule: Rule | 'pseudonym';
  /** The type shown where the rule is `mask` or `pseudonym`. */
  readonly type: string;
  readonly node?: PlanNode | undefined;
}

/** One level of an answer: a structure's members by name, or what every element or value of a list or map is. */
export interface PlanNode {
  readonly members?: ReadonlyMap<string, PlanEdge>;
  readonly values?: PlanEdge;
}

/** What to mask in the input or output of one operation, compiled from its schema and the reviewed tables. */
export interface MaskPlan {
  readonly root: PlanNode | undefined;
  /** Whether IP addresses are masked as well. Off unless a policy asks. */
  readonly addresses: boolean;
  /** Whether national identity numbers are masked as well: an opt-in pack. */
  readonly nationalIds?: boolean;
  /** Tells telephone numbers from other digits by the numbering plans; see `withPhoneNumbers`. */
  readonly isPhoneNumber?: (candidate: string) => boolean;
  /** The team's own types and patterns. */
  readonly rules?: MaskingRules | undefined;
  /** Whether bytes that are no text may be shown, as base64. */
  readonly binary?: boolean | undefined;
}

/** An operation as the SDK describes it: `schema` is the client's runtime tuple `[9, namespace, name, traits, input, output]`. */
export interface PlannedOperation {
  readonly service: string;
  readonly operation: string;
  readonly schema: unknown;
}

/** The plan for an unknown operation or a bare text: every name and every value is looked at. */
export const SCAN_EVERYTHING: MaskPlan = { root: undefined, addresses: false };

const INPUT = 4;
const OUTPUT = 5;
const OPERATION_SCHEMA = 9;

/** The plan for an operation's output. Without a readable schema everything is scanned. */
export function planFor(operation: PlannedOperation): MaskPlan {
  return planOf(operation.schema, OUTPUT);
}

/** The plan for an operation's input, for the reviewer's card and the record. */
export function planForInput(operation: PlannedOperation): MaskPlan {
  return planOf(operation.schema, INPUT);
}

/** The same plan with IP and MAC addresses masked, for policies that count them as personal data. */
export function withAddresses(plan: MaskPlan): MaskPlan {
  return { ...plan, addresses: true };
}

/** The same plan with national identity, tax and health numbers masked. */
export function withNationalIds(plan: MaskPlan): MaskPlan {
  return { ...plan, nationalIds: true };
}

const compiled = new WeakMap<object, Map<number, MaskPlan>>();

function planOf(schema: unknown, side: number): MaskPlan {
  if (!Array.isArray(schema) || schema[0] !== OPERATION_SCHEMA) return SCAN_EVERYTHING;
  const sides = compiled.get(schema) ?? new Map<number, MaskPlan>();
  compiled.set(schema, sides);
  const known = sides.get(side) ?? compile(schema[side]);
  sides.set(side, known);
  return known;
}

function compile(schema: unknown): MaskPlan {
  const normalized = NormalizedSchema.of(schema as Parameters<typeof NormalizedSchema.of>[0]);
  return {
    root: nodeOf(normalized, { name: '', owner: '', descent: { visited: new Map(), top: true } }),
    addresses: false,
  };
}

interface Descent {
  /** Structures met before: a recursive shape leads back to its own node. */
  readonly visited: Map<unknown, PlanNode>;
  readonly top: boolean;
}

/** The member that a schema belongs to. Elements of a list and values of a map belong to the member that holds them. */
interface Place {
  readonly name: string;
  readonly owner: string;
  readonly descent: Descent;
}

function nodeOf(schema: NormalizedSchema, place: Place): PlanNode | undefined {
  if (schema.isStructSchema()) return structureNode(schema, place.descent);
  if (schema.isListSchema() || schema.isMapSchema()) return { values: edgeOf(schema.getValueSchema(), below(place)) };
  return undefined;
}

function structureNode(schema: NormalizedSchema, descent: Descent): PlanNode {
  const key = schema.getSchema();
  const known = descent.visited.get(key);
  if (known !== undefined) return known;
  const members = new Map<string, PlanEdge>();
  const node: PlanNode = { members };
  descent.visited.set(key, node);
  const owner = shapeName(schema);
  for (const [name, member] of schema.structIterator()) {
    members.set(name, edgeOf(member, { name, owner, descent }));
  }
  return node;
}

function edgeOf(schema: NormalizedSchema, place: Place): PlanEdge {
  const reviewed =
    curated.get(`${place.owner}$${place.name}`) ?? curated.get(`${serviceOf(place.owner)}#*$${place.name}`);
  const traits = schema.getMergedTraits();
  const rule = reviewed?.rule ?? ruleByTraits(traits, place);
  const type = reviewed?.type || typeByName(place.name);
  const node = rule === 'pass' ? undefined : nodeOf(schema, below(place));
  return { rule, type, node };
}

/** A marked member shows what its name says it is: `SecretString` a secret, `PreSharedKey` a key. */
function typeByName(name: string): string {
  const type = classOfName(name);
  return type === undefined || isPersonal(type) ? 'sensitive' : type;
}

function ruleByTraits(traits: Readonly<Record<string, unknown>>, place: Place): Rule {
  if (traits['sensitive'] !== undefined) return 'mask';
  if (traits['idempotencyToken'] !== undefined) return 'pass';
  return place.descent.top && PAGINATION_MEMBERS.has(place.name) ? 'pass' : 'scan';
}

function below(place: Place): Place {
  return place.descent.top ? { ...place, descent: { visited: place.descent.visited, top: false } } : place;
}

/** `com.amazonaws.sts#Credentials` is `sts#Credentials` in the reviewed tables. */
function shapeName(schema: NormalizedSchema): string {
  const full = schema.getName(true) ?? '';
  return full.replace(/^com\.amazonaws\./, '');
}

function serviceOf(owner: string): string {
  return owner.slice(0, Math.max(0, owner.indexOf('#')));
}

const curated: ReadonlyMap<string, { rule: Rule; type: string }> = new Map(
  CURATED_FIELDS.map(([field, rule, type]) => [field, { rule, type }]),
);
