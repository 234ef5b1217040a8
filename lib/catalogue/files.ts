import type { ServiceModel } from '../../lambdas/catalogue/model.ts';
import type { ServiceSource } from './services.ts';

/** A model as committed text: JSON with one shape and one operation a line, so that a diff shows what changed. */
export function modelText({ arns, shapes, operations, ...head }: ServiceModel): string {
  const line = (value: unknown): string => JSON.stringify(value);
  const lines = Object.entries(operations).map(([name, operation]) => `${line(name)}:${line(operation)}`);
  const body = [
    ...Object.entries(head).map(([name, value]) => `${line(name)}:${line(value)}`),
    `"arns":[\n${arns.map(line).join(',\n')}\n]`,
    `"shapes":[\n${shapes.map(line).join(',\n')}\n]`,
    `"operations":{\n${lines.join(',\n')}\n}`,
  ];
  return `{\n${body.join(',\n')}\n}\n`;
}

const WRITTEN = '/** Written by lib/catalogue/generate.ts from lib/catalogue/services.ts; do not edit. */';

/** The static import map of the models: bundlers split on it, and what it lacks cannot be called. */
export function loadersText(services: readonly ServiceSource[]): string {
  const lines = services.map(({ name }) => `  ${name}: () => import('./${name}.json', { with: { type: 'json' } }),`);
  const aliases = services.flatMap(aliasesOf).map(([alias, name]) => `  '${alias}': '${name}',`);
  return [
    WRITTEN,
    'export const LOADERS = {',
    ...lines,
    '} as const;',
    '',
    '/** Other names by which people know a service, for the hint in a refusal: SDK packages and IAM prefixes. */',
    'export const ALIASES: Readonly<Record<string, string>> = {',
    ...aliases,
    '};',
    '',
  ].join('\n');
}

/** A prefix that two services share, such as `rds`, is an alias of neither. */
function aliasesOf({ name, client, iam }: ServiceSource, _: number, all: readonly ServiceSource[]): [string, string][] {
  const shared = all.filter((other) => other.iam === iam).length > 1;
  const others = [client.replace('@aws-sdk/client-', ''), ...(shared ? [] : [iam])];
  return [...new Set(others)].filter((alias) => alias !== name).map((alias) => [alias, name]);
}

/** A service's client class, by the name that its package exports, and the hosts that its own endpoint rules give. */
export interface ClientClass {
  readonly source: ServiceSource;
  readonly className: string;
  /** Host names; `{region}` stands for the call's, and a host without it serves all regions. */
  readonly hosts: readonly string[];
}

/** The executor's static import map of SDK clients, from the same list, so that the two never disagree. */
export function clientsText(classes: readonly ClientClass[]): string {
  return [
    WRITTEN,
    '',
    '/**',
    ' * The SDK clients that the executor may load, each on demand and split into its own part of the bundle. The map is static:',
    ' * a service that is not here cannot be called, whatever an envelope says.',
    ' */',
    'export const SDK_CLIENTS = {',
    ...classes.map(({ source: { name, client } }) => `  ${name}: () => import('${client}'),`),
    '} satisfies Record<string, () => Promise<object>>;',
    '',
    'export type SdkService = keyof typeof SDK_CLIENTS;',
    '',
    '/** The name of each client class, as its package exports it. */',
    'export const CLIENT_CLASS: Readonly<Record<SdkService, string>> = {',
    ...classes.map(({ source, className }) => `  ${source.name}: '${className}',`),
    '};',
    '',
  ].join('\n');
}

/** The hosts of each service as the executor's host guard reads them. */
export function endpointsText(classes: readonly ClientClass[]): string {
  const quoted = (hosts: readonly string[]): string => hosts.map((host) => `'${host}'`).join(', ');
  return [
    WRITTEN,
    '',
    '/**',
    " * The hosts that each service's own endpoint rules give for an input that names none, and the same with the prefixes that",
    ' * its operations put before them. `{region}` is the region of the call; a host without it serves every region.',
    ' */',
    'export const SDK_ENDPOINTS: Readonly<Record<string, readonly string[]>> = {',
    ...classes.map(({ source, hosts }) => `  ${source.name}: [${quoted(hosts)}],`),
    '};',
    '',
  ].join('\n');
}
