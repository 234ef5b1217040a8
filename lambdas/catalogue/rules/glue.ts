import type { Call } from '../call.ts';
import type { JsonObject } from '../../runtime/json.ts';
import { each, everywhere, nameOrArn, onRead } from './reading.ts';
import { grant, granted, hasAny, maybeText, objectIn, refused, unscopable, type Rule, type Rules } from './rule.ts';

/** Names that cannot open another part of an ARN; Glue itself takes more. */
const NAME = /^[\w.-]{1,255}$/;

/** A name and the member it stands in, or every name: only a rule says `EVERY`, a name of the input always comes with its member. */
type Part = readonly [member: string, name: string | undefined] | typeof EVERY;
const EVERY = 'every';

/** What a call is on: a database, or a table of it. */
type Finder = (input: JsonObject) => readonly [database: Part] | readonly [database: Part, table: Part];

/** Glue checks the catalog, the database and the table of a call together (Glue Developer Guide, "Hierarchical"). */
function inCatalog(action: string, finder: Finder, also: readonly string[] = []): Rule {
  return (call) => {
    const catalog = maybeText(call.input, 'CatalogId') ?? call.account;
    if (catalog !== call.account) return unscopable('CatalogId names another catalog than the account’s own');
    const [database, table] = finder(call.input);
    const bad = [database, table].find((part) => part !== undefined && patternOf(part) === undefined);
    if (bad !== undefined && bad !== EVERY)
      return refused(`/input/${bad[0]}`, 'expected a name of A-Z a-z 0-9 _ . - only');
    const types = table === undefined ? also : ['table', ...also];
    return granted(grant(action, resources(call, { types, path: [database, table ?? EVERY] })));
  };
}

/** A part as an IAM pattern; undefined for a name that cannot stand in one. */
function patternOf(part: Part): string | undefined {
  if (part === EVERY) return '*';
  const [, name] = part;
  return name !== undefined && NAME.test(name) ? name : undefined;
}

interface Named {
  readonly types: readonly string[];
  readonly path: readonly [Part, Part];
}

function resources({ region, account }: Call, { types, path }: Named): readonly string[] {
  const glue = `arn:aws:glue:${region}:${account}`;
  const [database, table] = path.map((part) => patternOf(part) ?? '');
  return [
    `${glue}:catalog`,
    `${glue}:database/${database}`,
    ...types.map((type) => `${glue}:${type}/${database}/${table}`),
  ];
}

function member(name: string): (input: JsonObject) => Part {
  return (input) => [name, maybeText(input, name)];
}

/** A rule on one table or all of them, as `nameOf` says; in a definition the name stands within. */
function onTable(action: string, nameOf: (input: JsonObject) => Part): Rule {
  return inCatalog(action, (input) => [member('DatabaseName')(input), nameOf(input)]);
}

const UNREVIEWED = ['OpenTableFormatInput', 'UpdateOpenTableFormatInput', 'ViewUpdateAction'];

function definesTable(action: string): Rule {
  const rule = onTable(action, (input) => ['TableInput/Name', maybeText(objectIn(input, 'TableInput'), 'Name')]);
  return ({ input, ...call }) => {
    const other = UNREVIEWED.find((name) => hasAny(input, [name]));
    if (other !== undefined) return unscopable(`no reviewed rule covers what ${other} needs`);
    const table = objectIn(input, 'TableInput');
    if (hasAny(table, ['TargetTable', 'ViewDefinition'])) return unscopable('it leads to tables outside its own name');
    const name = maybeText(input, 'Name');
    if (name !== undefined && name !== table['Name']) return unscopable('the input names two tables');
    return rule({ input, ...call });
  };
}

const createDatabase: Rule = (call) => {
  const database = objectIn(call.input, 'DatabaseInput');
  if (hasAny(database, ['TargetDatabase', 'FederatedDatabase'])) return unscopable('it leads to another catalog');
  if (hasAny(call.input, ['Tags'])) return unscopable('no reviewed rule covers what Tags needs');
  return inCatalog('glue:CreateDatabase', () => [['DatabaseInput/Name', maybeText(database, 'Name')]])(call);
};

/** A database goes with all that it holds. */
const deleteDatabase = inCatalog('glue:DeleteDatabase', (input) => [member('Name')(input)], [
  'table',
  'userDefinedFunction',
]);

const readJob = nameOrArn({ syntax: /^[\w. -]{1,255}$/, service: 'glue', type: 'job/', expected: "a job's name" });

const startJob: Rule = (call) =>
  hasAny(call.input, ['ExecutionRoleSessionPolicy'])
    ? unscopable('no reviewed rule covers what ExecutionRoleSessionPolicy needs')
    : onRead('glue:StartJobRun', 'JobName', readJob)(call);

/** Reviewed rules of Glue. */
export const GLUE_RULES: Rules = {
  ...everywhere('glue', 'ListJobs'),
  ...each('glue', 'GetJob GetJobRun GetJobRuns', (action) => onRead(action, 'JobName', readJob)),
  StartJobRun: startJob,
  GetDatabase: inCatalog('glue:GetDatabase', (input) => [member('Name')(input)]),
  GetDatabases: inCatalog('glue:GetDatabases', () => [EVERY]),
  GetTable: onTable('glue:GetTable', member('Name')),
  GetTables: onTable('glue:GetTables', () => EVERY),
  GetPartitions: onTable('glue:GetPartitions', member('TableName')),
  CreateDatabase: createDatabase,
  CreateTable: definesTable('glue:CreateTable'),
  UpdateTable: definesTable('glue:UpdateTable'),
  DeleteTable: onTable('glue:DeleteTable', member('Name')),
  DeleteDatabase: deleteDatabase,
};
