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
