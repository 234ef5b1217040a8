/**
 * Conditions that a caller treats differently, one class each. Step Functions matches a Lambda's error by `name`,
 * so every class sets its own. Everything else that throws is breakage and ends closed.
 */
export abstract class GatewayError extends Error {
  protected constructor(name: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = name;
  }
}

/** Somebody else changed the operation between reading and writing: read again and judge again. */
export class Conflict extends GatewayError {
  constructor(operationId: string, options?: ErrorOptions) {
    super('Conflict', `Operation ${operationId} changed meanwhile`, options);
  }
}

/** No operation has this id. */
export class NotFound extends GatewayError {
  constructor(operationId: string) {
    super('NotFound', `There is no operation ${operationId}`);
  }
}

/** The stored record contradicts itself: it was altered outside the gateway. Nothing runs on it. */
export class Corrupt extends GatewayError {
  constructor(operationId: string, what: string, options?: ErrorOptions) {
    super('Corrupt', `The record of operation ${operationId} is not what the gateway wrote: ${what}`, options);
  }
}

/** An operator stopped the operation's agent: it must not start. */
export class Stopped extends GatewayError {
  constructor(operationId: string, options?: ErrorOptions) {
    super('Stopped', `The agent of operation ${operationId} is stopped`, options);
  }
}

/** The operation's status does not allow this step; `status` is what it is now. */
export class WrongStatus extends GatewayError {
  readonly status: string;
  constructor(operationId: string, status: string, step: string) {
    super('WrongStatus', `Operation ${operationId} is ${status}: ${step} is not possible any more`);
    this.status = status;
  }
}

/** The table, a queue or another AWS service did not answer: try later, nothing was run. */
export class Unavailable extends GatewayError {
  constructor(what: string, options?: ErrorOptions) {
    super('Unavailable', `${what} is not available`, options);
  }
}

/** Slack did not take the message now (down, slow or rate limited). The workflow tries again within the request's time. */
export class SlackUnavailable extends GatewayError {
  constructor(why: string, options?: ErrorOptions) {
    super('SlackUnavailable', `Slack did not answer: ${why}`, options);
  }
}

/** Slack refused the message for good (`invalid_blocks`, `channel_not_found`): trying again would not help. */
export class SlackRefused extends GatewayError {
  constructor(code: string, options?: ErrorOptions) {
    super('SlackRefused', `Slack refused the message: ${code}`, options);
  }
}

/** What was thrown, in its own words. */
export function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
