import type { Call } from '../../../../lambdas/catalogue/call.ts';
import type { AccessLevel, ActionGrant, Category } from '../../../../lambdas/catalogue/resolution.ts';
import type { JsonObject } from '../../../../lambdas/runtime/json.ts';

/** A call and the truth about it, written by hand from the AWS documentation. */
export interface Case {
  readonly operation: string;
  readonly title?: string;
  readonly input: JsonObject;
  readonly grants: readonly ActionGrant[];
  readonly level: AccessLevel;
  readonly categories: readonly Category[];
}

/** A call that no policy can be cut to. */
export interface UnscopableCase {
  readonly operation: string;
  readonly input: JsonObject;
  readonly why: RegExp;
}

/** A call that is wrong in itself, with the pointer to what is wrong. */
export interface RefusedCase {
  readonly operation: string;
  readonly input: JsonObject;
  readonly pointer: string;
}

export interface ServiceCases {
  readonly service: string;
  readonly cases: readonly Case[];
  readonly unscopable: readonly UnscopableCase[];
  readonly refused?: readonly RefusedCase[];
}

/** A call of a case, in the account and region that all cases are written for. */
export function callOf(service: string, { operation, input }: Pick<Case, 'operation' | 'input'>): Call {
  return { service, operation, input, account: '111122223333', region: 'eu-west-1' };
}
