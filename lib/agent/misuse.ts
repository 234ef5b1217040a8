/** The command line or its environment is wrong in a way that the caller can put right; the message says how. */
export class Misuse extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'Misuse';
  }
}

/** There is no gateway to talk to as far as the environment and the local gateway's file tell. */
export class NoGateway extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'NoGateway';
  }
}

/** The input of a call, as it stands on the command line, is not a JSON object. */
export class BadInput extends Misuse {
  readonly detail: string;
  constructor(detail: string, options?: ErrorOptions) {
    super(`--input ${detail}`, options);
    this.detail = detail;
  }
}
