import type { Json, JsonArray, JsonObject } from '../../../lambdas/runtime/json.ts';

/** The value as an object; an empty one for anything else, so that a check may look for members in any value. */
export function objectOf(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

/** The value as a list; an empty one for anything else. */
export function listOf(value: unknown): JsonArray {
  return Array.isArray(value) ? (value as JsonArray) : [];
}

/** The value as a string; an empty one for anything else. */
export function stringOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The parsed JSON, or undefined for text that is not JSON. */
export function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
