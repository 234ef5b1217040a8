import { CLIENT_CLASS, SDK_CLIENTS, type SdkService } from '../../lambdas/adapters/sdk-clients.ts';
import { serviceHint } from '../../lambdas/catalogue/load.ts';
import { type MaskPlan, planFor } from '../../lambdas/mask/plan.ts';
import { planWithPolicy } from '../../lambdas/mask/policy/plan-with-policy.ts';
import type { MaskingRules } from '../../lambdas/mask/policy/rules.ts';
import { Misuse } from './misuse.ts';

/** The plan by which the executor masks the answer of an operation, named `service:Operation`. Throws Misuse for one that does not exist. */
export async function answerPlan(named: string, rules: MaskingRules): Promise<MaskPlan> {
  const [service = '', operation = ''] = named.split(':');
  if (!isSdkService(service)) throw new Misuse(`--answer-of: unknown service ${service}${serviceHint(service)}`);
  const exports = (await SDK_CLIENTS[service]()) as Record<string, unknown>;
  const schema = exports[`${operation}$`];
  if (!Array.isArray(schema)) throw new Misuse(`--answer-of: ${service} has no operation ${JSON.stringify(operation)}`);
  return planWithPolicy(planFor({ service, operation, schema }), rules, { service, operation });
}

function isSdkService(service: string): service is SdkService {
  return Object.hasOwn(CLIENT_CLASS, service);
}
