import type { PolicyJson } from '@cedar-policy/cedar-wasm/nodejs';
import { contextAttribute, isObject } from './expressions.ts';
import type { AccessLevel, Category, Resolution } from '../catalogue/resolution.ts';

const TIERS: Record<Resolution['tier'], true> = { curated: true, derived: true, unscopable: true };
const LEVELS: Record<AccessLevel, true> = {
  List: true,
  Read: true,
  Tagging: true,
  Write: true,
  'Permissions management': true,
};
const CATEGORIES: Record<Category, true> = {
  destructive: true,
  'privilege-escalation': true,
  'credential-exposure': true,
  'data-read': true,
  'cost-bearing': true,
  'resource-exposure': true,
  'account-level': true,
};
const WORDS: ReadonlyMap<string, readonly string[]> = new Map([
  ['tier', Object.keys(TIERS)],
  ['accessLevel', Object.keys(LEVELS)],
  ['categories', Object.keys(CATEGORIES)],
]);

/**
 * Finds texts that a policy compares with `context.tier`, `accessLevel` or `categories` though these never hold them:
 * one sentence each. To Cedar they are plain strings, so a misspelt guard would pass validation and never match.
 */
export function strangeWords(policy: PolicyJson): readonly string[] {
  return policy.conditions.flatMap(({ body }) => wordsIn(body));
}

function wordsIn(node: unknown): readonly string[] {
  if (!isObject(node)) return [];
  const here = [...strangeIn(node['left'], node['right']), ...strangeIn(node['right'], node['left'])];
  return [...here, ...Object.values(node).flatMap(wordsIn)];
}

function strangeIn(side: unknown, other: unknown): readonly string[] {
  const attribute = contextAttribute(side);
  const known = attribute === undefined ? undefined : WORDS.get(attribute);
  if (!known) return [];
  return textsOf(other)
    .filter((text) => !known.includes(text))
    .map((text) => `context.${attribute} never holds "${text}"; it knows ${known.join(', ')}`);
}

function textsOf(node: unknown): readonly string[] {
  if (!isObject(node)) return [];
  if (typeof node['Value'] === 'string') return [node['Value']];
  return Array.isArray(node['Set']) ? node['Set'].flatMap(textsOf) : [];
}
