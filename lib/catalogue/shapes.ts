/** A schema of the SDK at run time: a number for a simple type, a tuple, a function that returns one, or `[schema, traits]`. */
type Schema = number | string | readonly unknown[] | (() => Schema);

/** The table of an SDK client's input shapes in the form that `lambdas/catalogue/model.ts` reads. */
export interface ShapeTable {
  readonly shapes: readonly string[];
  /** The table index of each operation's input, by operation; operations without input have none. */
  readonly inputs: ReadonlyMap<string, number>;
}

/** An operation as the SDK exports it: `[9, namespace, name, traits, input, output]`. */
export interface SdkOperation {
  readonly name: string;
  readonly traits: Readonly<Record<string, unknown>>;
  readonly input: Structure | undefined;
  readonly output: Structure | undefined;
  /** The whole tuple, as the SDK exports it. */
  readonly schema: readonly unknown[];
}

/** A structure of the SDK with its members in the SDK's order, the required ones first. */
export interface Structure {
  readonly tuple: readonly unknown[];
  readonly members: readonly StructureMember[];
}

export interface StructureMember {
  readonly name: string;
  readonly schema: Schema;
  readonly traits: unknown;
  readonly required: boolean;
}

const STRUCTURE = new Set<unknown>([3, 4, -3]);
const UNION = 4;
/** Bits of the SDK's trait numbers: the third is idempotencyToken (smithy-core, translateTraits). */
const IDEMPOTENCY_TOKEN = 4;
const LIST_BIT = 64;
const MAP_BIT = 128;

const LEAF_OF: Readonly<Record<number, string>> = {
  0: 's',
  1: 'n',
  2: 'b',
  4: 't',
  5: 't',
  6: 't',
  7: 't',
  15: 'd',
  17: 'i',
  19: 'f',
  21: 'x',
  42: 'y',
};

/** The operations among a client's exports, by name. */
export function operationsOf(exports: Readonly<Record<string, unknown>>): readonly SdkOperation[] {
  return Object.values(exports)
    .filter((value): value is readonly unknown[] => Array.isArray(value) && value[0] === 9 && value.length === 6)
    .map((schema) => ({ schema, parts: schema.slice(2) as [unknown, unknown, unknown, unknown] }))
    .map(({ schema, parts: [name, traits, input, output] }) => ({
      schema,
      name: String(name),
      traits: typeof traits === 'object' && traits !== null ? (traits as Record<string, unknown>) : {},
      input: structureOf(input as Schema),
      output: structureOf(output as Schema),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** A schema without the functions and trait pairs around it. */
export function bare(schema: Schema): Schema {
  if (typeof schema === 'function') return bare(schema());
  if (Array.isArray(schema) && schema.length === 2) return bare(schema[0] as Schema);
  if (Array.isArray(schema) && schema[0] === 0) return bare(schema[4] as Schema);
  return schema;
}

/** The structure or union that a schema names; undefined for every other kind and for the empty `unit`. */
export function structureOf(schema: Schema): Structure | undefined {
  const tuple = bare(schema);
  if (!Array.isArray(tuple) || !STRUCTURE.has(tuple[0])) return undefined;
  const [, , , , names, schemas, requiredCount = 0] = tuple as [0, 0, 0, 0, string[], Schema[], number?];
  const members = names.map((name, at) => {
    const given = schemas[at] ?? 0;
    const traits: unknown = Array.isArray(given) && given.length === 2 ? given[1] : 0;
    return { name, schema: given, traits, required: tuple[0] !== UNION && at < requiredCount };
  });
  return { tuple, members };
}

/** Whether the SDK fills a member with a random token when it is left out. */
export function isToken({ traits }: StructureMember): boolean {
  if (typeof traits === 'number') return (traits & IDEMPOTENCY_TOKEN) !== 0;
  return typeof traits === 'object' && traits !== null && 'idempotencyToken' in traits;
}

/** Builds the table: shapes in the order in which the operations, by name, reach them; equal shapes once. */
export function shapeTable(operations: readonly SdkOperation[]): ShapeTable {
  const table = new Map<unknown, { index: number; text: string }>();
  const roots = operations.flatMap(({ name, input }) =>
    input === undefined ? [] : [{ name, ref: enter(table, input.tuple) }],
  );
  const { shapes, moved } = merge([...table.values()].map(({ text }) => text));
  return { shapes, inputs: new Map(roots.map(({ name, ref }) => [name, moved[Number(ref)] ?? 0])) };
}

function enter(table: Map<unknown, { index: number; text: string }>, given: Schema | readonly unknown[]): string {
  const schema = bare(given as Schema);
  if (typeof schema === 'number' && schema < LIST_BIT) return leaf(schema);
  const known = table.get(schema);
  if (known !== undefined) return String(known.index);
  const entry = { index: table.size, text: '' };
  table.set(schema, entry);
  entry.text = textOf(table, schema);
  return String(entry.index);
}

function textOf(table: Map<unknown, { index: number; text: string }>, schema: Schema): string {
  if (typeof schema === 'number')
    return schema >= MAP_BIT ? `%${leaf(schema - MAP_BIT)}` : `[${leaf(schema - LIST_BIT)}`;
  if (!Array.isArray(schema)) throw new Error(`Unknown schema ${String(schema)}`);
  if (schema[0] === 1) return `[${enter(table, schema[4] as Schema)}`;
  if (schema[0] === 2) return `%${enter(table, schema[5] as Schema)}`;
  const structure = structureOf(schema);
  if (structure === undefined) throw new Error(`Unknown kind of schema: ${String(schema[2])}`);
  const members = structure.members.map(
    ({ name, schema: of, required }) => `${name}${required ? '!' : '?'}${enter(table, of)}`,
  );
  return (schema[0] === UNION ? '|' : '{') + members.join(' ');
}

function leaf(schema: number): string {
  const letter = LEAF_OF[schema];
  if (letter === undefined) throw new Error(`Unknown simple schema ${schema}`);
  return letter;
}

/** Merges equal shapes until no two are equal: shapes of equal shapes become equal in turn. */
function merge(texts: readonly string[]): { shapes: readonly string[]; moved: readonly number[] } {
  const kept = [...new Set(texts)];
  const places = new Map(kept.map((text, index) => [text, index]));
  const moved = texts.map((text) => places.get(text) ?? 0);
  const shapes = kept.map((text) => text.replace(/(?<=[!?[%])\d+/g, (index) => String(moved[Number(index)])));
  if (shapes.length === texts.length) return { shapes, moved };
  const again = merge(shapes);
  return { shapes: again.shapes, moved: moved.map((index) => again.moved[index] ?? 0) };
}
