import type { Derivation } from './resources.ts';
import type { SdkOperation } from './shapes.ts';
import { bare } from './shapes.ts';

/**
 * API Gateway names its IAM actions after the request's HTTP verb and its resources after the request's path
 * (`apigateway:GET` on `arn:aws:apigateway:REGION::/restapis/ID`; API Gateway Developer Guide, "Amazon Resource Name syntax").
 */
const BY_VERB: ReadonlySet<string> = new Set(['apigateway']);

/** The verb that is the action's name where the service names actions so and none bears the operation's own name. */
export function verbOf(iam: string, { traits }: SdkOperation): string | undefined {
  const http = traits['http'];
  return BY_VERB.has(iam) && Array.isArray(http) ? String(http[0]) : undefined;
}

/** The resource that a verb's action is checked on: the request's path without the API's version. */
export function pathDerivation(iam: string, operation: SdkOperation): Derivation {
  const [, uri = ''] = operation.traits['http'] as readonly [string, string];
  const path = uri.replace(/\?.*$/, '').replace(/^\/v2(?=\/)/, '');
  const labels = [...path.matchAll(/\{([^}]*)\}/g)].map(([, label = '']) => label);
  const texts = (operation.input?.members ?? []).filter(({ schema }) => bare(schema) === 0).map(({ name }) => name);
  if (!labels.every((label) => texts.includes(label))) return { gap: 'no-resource' };
  return { arns: [`arn:aws:${iam}:{region}::${path}`] };
}
