import type { Operation } from '../../../lambdas/record/operation.ts';
import type { PolicySource } from '../../../lambdas/decide/policies-in-force.ts';
import type { PolicySet } from '../../../lambdas/decide/policy-set.ts';
import { submit } from '../../../lambdas/submit/submit.ts';
import { AGENT } from '../../support/a-call.ts';
import { aGateway } from '../../support/a-gateway.ts';
import { ALL_CASES } from '../../lambdas/catalogue/cases/all.ts';
import { type Case, callOf } from '../../lambdas/catalogue/cases/case.ts';

/** An operation on record, and what was written by hand about the call, long before any policy saw it. */
export interface KnownOperation {
  readonly operation: Operation;
  readonly service: string;
  readonly truth: Pick<Case, 'level' | 'categories'>;
}

/** Every reviewed case of every service, put through submit under these policies; nothing is run or answered. */
export async function aRecordOfAllServices(policies: PolicySet | PolicySource): Promise<readonly KnownOperation[]> {
  const gateway = aGateway({ policies });
  const deps = {
    ...gateway.api,
    executor: { run: async () => ({ ended: false }) },
    workflow: { start: async () => undefined },
  };
  const known: KnownOperation[] = [];
  for (const { service, cases } of ALL_CASES) {
    for (const one of cases) {
      const body = JSON.stringify({ ...callOf(service, one), reason: 'A test' });
      const submitted = await submit({ agent: AGENT, body }, deps);
      if (submitted.kind === 'operation') known.push({ operation: submitted.operation, service, truth: truthOf(one) });
    }
  }
  return known;
}

function truthOf({ level, categories }: Case): KnownOperation['truth'] {
  return { level, categories };
}

/** Operations as an export holds them, one a line. */
export function ndjson(operations: readonly object[]): string {
  return operations.map((operation) => `${JSON.stringify(operation)}\n`).join('');
}
