import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { PreparedPolicies } from '../../lambdas/decide/prepared-policies.ts';
import { GatewayStack } from '../../lib/gateway-stack.ts';
import cdk from '../../cdk.json' with { type: 'json' };

/** No policy at all: the stack's tests are about the stack. */
export const noPolicies: PreparedPolicies = {
  schema: '',
  policies: {},
  annotations: {},
  heads: {},
  matchers: {},
  policySet: 'f'.repeat(64),
};

/** Handlers that do nothing, in the places of the real ones. */
export const placeholderHandlers = join(import.meta.dirname, 'placeholder-handlers');

/** An app with the settings of cdk.json, less what only makes synthesis slow. */
export function anApp(): App {
  return new App({ context: cdk.context, treeMetadata: false, analyticsReporting: false, stackTraces: false });
}

/** The gateway's stack with placeholder handlers. */
export function aStack(app = anApp()): GatewayStack {
  return new GatewayStack(app, 'Countersign', { policies: noPolicies, handlers: placeholderHandlers });
}

/** The gateway's template, made once for each test file. */
export function aTemplate(): Template {
  made ??= Template.fromStack(aStack());
  return made;
}

let made: Template | undefined;
