/** Where a value's own member name says nothing: which neighbours name it. `{"Key": "DB_PASSWORD", "Value": "..."}`. */
const PAIRS: ReadonlyMap<string, readonly string[]> = new Map([
  ['Value', ['Name', 'Key', 'name', 'key', 'ParameterName', 'VariableName']],
  ['value', ['name', 'key', 'Name', 'Key', 'variable']],
  ['Values', ['Name', 'Key', 'name', 'key']],
  ['values', ['name', 'key', 'Name', 'Key']],
  ['ParameterValue', ['ParameterKey', 'ParameterName']],
  ['parameterValue', ['parameterKey', 'parameterName']],
  ['DefaultValue', ['ParameterKey', 'ParameterName', 'Name']],
  ['OptionValue', ['OptionName']],
  ['OutputValue', ['OutputKey']],
  ['AttributeValue', ['AttributeName']],
  ['TagValue', ['TagKey']],
  ['HeaderValue', ['HeaderName']],
  ['StringValue', ['Name', 'Key', 'name', 'key']],
  ['stringValue', ['name', 'key']],
]);

/** DynamoDB's type letters: `{"S": "..."}` is the value of the attribute that holds it. */
const ATTRIBUTE_TYPES: ReadonlySet<string> = new Set(['S', 'N', 'B', 'SS', 'NS', 'BS', 'L']);
/** Typed wrappers of other services: `{"StringValue": "..."}`, `{"VarCharValue": "..."}`. */
const WRAPPERS: ReadonlySet<string> = new Set([
  'StringValue',
  'stringValue',
  'VarCharValue',
  'StringListValues',
  'value',
  'Value',
]);

/** What a member may be, by its name: one of a pair, or the type of the value that it holds. */
export interface Role {
  readonly neighbours: readonly string[];
  readonly isType: boolean;
}

/** Nearly every member has none, and one look tells. */
const ROLES: ReadonlyMap<string, Role> = new Map(
  [...PAIRS.keys(), ...ATTRIBUTE_TYPES, ...WRAPPERS].map((key) => [
    key,
    { neighbours: PAIRS.get(key) ?? [], isType: ATTRIBUTE_TYPES.has(key) || WRAPPERS.has(key) },
  ]),
);

/** The role of a member's name, if it has one. */
export function roleOf(key: string): Role | undefined {
  return ROLES.get(key);
}

/** A member with a role: the object that it is in, and the name that the level itself has. */
export interface Member {
  readonly members: Readonly<Record<string, unknown>>;
  readonly key: string;
  readonly name: string;
}

/** The name that speaks for a member with a role: its neighbour's in a pair, the attribute's in DynamoDB. */
export function nameInPair({ members, key, name }: Member, role: Role): string {
  const neighbour = neighbourOf(members, role.neighbours);
  if (neighbour !== undefined) return neighbour;
  return role.isType && name !== '' && isWrapper(members) ? name : key;
}

const FLAG = /^--?[A-Za-z][\w-]{0,63}$/;

/** In `["--password", "..."]` the flag speaks for what follows. */
export function flagBefore(items: readonly unknown[], index: number): string | undefined {
  const before: unknown = index > 0 ? items[index - 1] : undefined;
  return typeof before === 'string' && before.startsWith('-') && FLAG.test(before) ? before : undefined;
}

function neighbourOf(members: Readonly<Record<string, unknown>>, neighbours: readonly string[]): string | undefined {
  for (const neighbour of neighbours) {
    const value = Object.hasOwn(members, neighbour) ? members[neighbour] : undefined;
    if (typeof value === 'string') return value;
  }
  return undefined;
}

function isWrapper(members: Readonly<Record<string, unknown>>): boolean {
  let count = 0;
  for (const key in members) if (Object.hasOwn(members, key)) count++;
  return count === 1 || (count === 2 && Object.hasOwn(members, 'DataType'));
}
