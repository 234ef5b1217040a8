import { GatewayError } from '../runtime/errors.ts';

/** What is wrong with a policy set: in which file and policy, as far as that is known, and how to put it right. */
export interface PolicyFault {
  readonly file?: string;
  /** The line on which the policy begins. */
  readonly line?: number;
  /** The policy's `@id`, or its place in the file where it has none. */
  readonly policy?: string;
  readonly detail: string;
}

/** The policies cannot be used. The message lists every fault found, one a line; nothing may be decided with them. */
export class PolicySetInvalid extends GatewayError {
  readonly faults: readonly PolicyFault[];

  constructor(faults: readonly PolicyFault[], options?: ErrorOptions) {
    super('PolicySetInvalid', ['The policy set is invalid:', ...faults.map(sentence)].join('\n  '), options);
    this.faults = faults;
  }
}

function sentence({ file, policy, detail }: PolicyFault): string {
  const place = [file, policy].filter((part) => part !== undefined).join(', ');
  return place ? `${place}: ${detail}` : detail;
}
