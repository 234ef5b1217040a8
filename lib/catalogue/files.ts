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

/** The static import map of the models: bundlers split on it, and what it lacks cannot be called. */
export function loadersText(services: readonly ServiceSource[]): string {
  const lines = services.map(({ name }) => `  ${name}: () => import('./${name}.json', { with: { type: 'json' } }),`);
  return [
    '/** Written by lib/catalogue/generate.ts from lib/catalogue/services.ts; do not edit. */',
    'export const LOADERS = {',
    ...lines,
    '} as const;',
    '',
  ].join('\n');
}
