import { policyToJson } from '@cedar-policy/cedar-wasm/nodejs';
import type { PolicyJson } from '@cedar-policy/cedar-wasm/nodejs';
import { contextOf } from '../../lambdas/decide/cedar-question.ts';
import type { Question } from '../../lambdas/decide/decision.ts';
import type { Json, JsonObject } from '../../lambdas/runtime/json.ts';

/** The facts of a question that a policy names, by their names in Cedar; `null` for one that the question lacks. */
export function lookedAt(policy: string, question: Question): JsonObject {
  const read = policyToJson(policy);
  if (read.type === 'failure') return {};
  const context = contextOf(question) as JsonObject;
  const named = [...new Set(read.json.conditions.flatMap(({ body }) => pathsIn(body)))].sort();
  return {
    ...inScope(read.json, question),
    ...Object.fromEntries(named.map((path) => [`context.${path}`, valueAt(context, path.split('.'))])),
  };
}

function inScope({ principal, resource }: PolicyJson, { agent, service, operation }: Question): JsonObject {
  return {
    ...(principal.op !== 'All' && { principal: `${agent.arn} in team ${agent.team}` }),
    ...(resource.op !== 'All' && { resource: `${service}:${operation}` }),
  };
}

/** `facts.prefix` for `{".": {left: {".": {left: {Var: "context"}, attr: "facts"}}, attr: "prefix"}}`, and `has` alike. */
function pathsIn(node: unknown): readonly string[] {
  const whole = pathOf(node);
  if (whole !== undefined) return [whole];
  if (typeof node !== 'object' || node === null) return [];
  return Object.values(node).flatMap(pathsIn);
}

function pathOf(node: unknown): string | undefined {
  const access = memberOf(node, '.') ?? memberOf(node, 'has');
  const attribute = memberOf(access, 'attr');
  if (typeof attribute !== 'string') return undefined;
  const left = memberOf(access, 'left');
  if (memberOf(left, 'Var') === 'context') return attribute;
  const before = pathOf(left);
  return before === undefined ? undefined : `${before}.${attribute}`;
}

function memberOf(node: unknown, name: string): unknown {
  return typeof node === 'object' && node !== null ? (node as Record<string, unknown>)[name] : undefined;
}

function valueAt(value: Json | undefined, path: readonly string[]): Json {
  const found = path.reduce<unknown>((inner, name) => memberOf(inner, name), value);
  return (found ?? null) as Json;
}
