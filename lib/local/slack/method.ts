import type { JsonObject } from '../../../lambdas/runtime/json.ts';
import type { Workspace } from './workspace.ts';

/** A Web API method: arguments in, Slack's answer out. */
export type Method = (args: JsonObject, workspace: Workspace) => JsonObject;

/** Slack's answer for a refused call; `messages` say what is wrong with which member. */
export function failure(error: string, messages?: readonly string[]): JsonObject {
  if (!messages) return { ok: false, error };
  return { ok: false, error, response_metadata: { messages } };
}
