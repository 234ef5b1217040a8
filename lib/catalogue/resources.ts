import type { Gap } from '../../lambdas/catalogue/model.ts';
import { readerOf } from '../../lambdas/catalogue/names/index.ts';
import { checkedFormat, MEMBER_OVERRIDES } from './overrides.ts';
import { bare, type SdkOperation } from './shapes.ts';

/** A resource type that IAM checks for an action, with its ARN format. */
export interface CheckedResource {
  readonly name: string;
  readonly required: boolean;
  readonly arn: string;
}

/** How a derived grant names an operation's resources, or why it cannot. */
export type Derivation =
  { readonly arns: readonly string[]; readonly gap?: never } | { readonly gap: Gap; readonly arns?: never };

interface Search {
  readonly service: string;
  readonly resource: CheckedResource;
  /** Required members that hold a text or a list of texts, by lower-case name. */
  readonly members: ReadonlyMap<string, { readonly name: string; readonly list: boolean }>;
}

/**
 * The resource templates of an action: every resource type that IAM requires must be filled by required members.
 * Where IAM requires none, the one optional type that they fill serves; two would leave open which one is meant.
 */
export function deriveArns(
  service: string,
  operation: SdkOperation,
  resources: readonly CheckedResource[],
): Derivation {
  if (resources.length === 0) return { arns: ['*'] };
  const members = requiredTexts(operation);
  const checked = ({ arn, ...type }: CheckedResource) => ({
    ...type,
    arn: checkedFormat(service, operation.name, arn),
  });
  const filled = (some: readonly CheckedResource[]): (string | undefined)[] =>
    some.map((resource) => template({ service, resource: checked(resource), members }));
  const required = filled(resources.filter((resource) => resource.required));
  // An optional type without variables, such as the whole catalog, would always be filled and say nothing of the call.
  const telling = resources.length === 1 ? resources : resources.filter(({ arn }) => variablesOf(arn).length > 0);
  const found = required.length > 0 ? required : filled(telling).filter((text) => text !== undefined);
  const complete = found.filter((text) => text !== undefined);
  if (complete.length < found.length || (required.length === 0 && complete.length !== 1)) return { gap: 'no-resource' };
  return { arns: [...new Set(complete)] };
}

function requiredTexts(operation: SdkOperation): Search['members'] {
  const texts = (operation.input?.members ?? []).flatMap(({ name, schema, required }) => {
    const kind = kindOf(bare(schema));
    return required && kind !== undefined ? [{ name, list: kind === 'list' }] : [];
  });
  return new Map(texts.map((text) => [text.name.toLowerCase(), text]));
}

function kindOf(schema: ReturnType<typeof bare>): 'text' | 'list' | undefined {
  if (schema === 0) return 'text';
  if (schema === 64) return 'list';
  return Array.isArray(schema) && schema[0] === 1 && bare(schema[4] as typeof schema) === 0 ? 'list' : undefined;
}

function template(search: Search): string | undefined {
  return byReader(search) ?? byArnMember(search) ?? byParts(search);
}

/** A member with a reader names the whole resource; every variable of the format says which member that is. */
function byReader(search: Search): string | undefined {
  const [name, ...others] = new Set(variablesOf(search.resource.arn).map((one) => memberFor(search, one)?.name));
  if (name === undefined || others.length > 0) return undefined;
  return readerOf(search.service, name) === undefined ? undefined : `{${name}}`;
}

function byArnMember({ resource, members }: Search): string | undefined {
  const type = plain(resource.name);
  const member =
    members.get(`${type}arn`) ?? members.get(`${type}arns`) ?? (members.size === 1 ? members.get('arn') : undefined);
  return member && `{${member.name}}`;
}

/** Fills each variable of the format from a member of that name, if it has any; at most one of them may be a list. */
function byParts(search: Search): string | undefined {
  const variables = variablesOf(search.resource.arn);
  const found = variables.map((variable) => ({ variable, member: memberFor(search, variable) }));
  if (variables.length === 0) return constant(search);
  if (found.filter(({ member }) => member?.list === true).length > 1) return undefined;
  if (found.some(({ member }) => member === undefined)) return undefined;
  const filled = found.reduce(
    (text, part) => text.replace('${' + part.variable + '}', isMade(part, found) ? '*' : slot(part.member)),
    search.resource.arn,
  );
  return placed(filled);
}

interface Part {
  readonly variable: string;
  readonly member: { readonly name: string; readonly list: boolean } | undefined;
}

function slot(member: Part['member']): string {
  return `{${member?.name}${member?.list === true ? '[]' : ''}}`;
}

/** What AWS makes beside a name (a stack's ARN ends in `<StackName>/<Id>`), or the name beside an id: one member cannot be both. */
function isMade({ variable, member }: Part, parts: readonly Part[]): boolean {
  const same = parts.filter((other) => other.member?.name === member?.name);
  return same.length > 1 && plain(variable) === (/id$/i.test(member?.name ?? '') ? 'name' : 'id');
}

/** Services with resources of which an account has one: Glue's catalog, Security Hub's hub. Reviewed one by one. */
const SINGLETONS: ReadonlySet<string> = new Set(['glue', 'securityhub']);

/** The one resource of its kind in an account. A format with a wildcard would name them all. */
function constant({ service, resource: { arn } }: Search): string | undefined {
  const only = SINGLETONS.has(service) && !arn.includes('*') && arn !== '';
  return only ? placed(arn) : undefined;
}

function placed(format: string): string {
  return format.replace('${Partition}', 'aws').replace('${Region}', '{region}').replace('${Account}', '{account}');
}

function memberFor(
  { service, resource, members }: Search,
  variable: string,
): { name: string; list: boolean } | undefined {
  const type = plain(resource.name);
  const name = plain(variable.replace(/WithPath$/, ''));
  const own = MEMBER_OVERRIDES[service]?.[variable];
  // `${Id}` and `${ResourceId}` say no more than the type does.
  const generic = ['id', 'name', 'resourceid', 'resourcename'].includes(name) ? [`${type}id`, `${type}name`] : [];
  const wanted = [own?.toLowerCase(), name, ...generic].filter((text) => text !== undefined);
  return wanted.flatMap((text) => members.get(text) ?? members.get(`${text}s`) ?? []).at(0);
}

function variablesOf(arn: string): readonly string[] {
  return [...arn.matchAll(/\$\{(\w+)\}/g)]
    .map(([, name]) => name ?? '')
    .filter((name) => !['Partition', 'Region', 'Account'].includes(name));
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}
