import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { logFailure } from '../runtime/logger.ts';
import type { Announcer } from '../submit/cancel.ts';
import type { Executor } from '../submit/submit.ts';
import type { Sweeper } from '../stop/order.ts';

/** The execute function, called directly and waited for. Only an id travels, both ways. */
export class LambdaExecutor implements Executor {
  readonly #client: LambdaClient;
  readonly #functionName: string;

  /** `client` must not retry: a repeated invocation would find the operation claimed and report it as lost. */
  constructor(client: LambdaClient, functionName: string) {
    this.#client = client;
    this.#functionName = functionName;
  }

  async run(operationId: string): Promise<{ readonly ended: boolean }> {
    const Payload = JSON.stringify({ operationId });
    try {
      await this.#client.send(new InvokeCommand({ FunctionName: this.#functionName, Payload }));
      return { ended: true };
    } catch (error) {
      logFailure('The executor could not be invoked, or not be waited for', error, { operationId });
      return { ended: false };
    }
  }
}

/** The close function, told in passing: it answers the workflow's wait and updates the card. */
export class LambdaAnnouncer implements Announcer {
  readonly #client: LambdaClient;
  readonly #functionName: string;

  constructor(client: LambdaClient, functionName: string) {
    this.#client = client;
    this.#functionName = functionName;
  }

  async announce(operationId: string): Promise<void> {
    const Payload = JSON.stringify({ operationId });
    await this.#client.send(new InvokeCommand({ FunctionName: this.#functionName, InvocationType: 'Event', Payload }));
  }
}

/** The close function, told in passing to sweep at once instead of with the minute. */
export class LambdaSweeper implements Sweeper {
  readonly #client: LambdaClient;
  readonly #functionName: string;

  constructor(client: LambdaClient, functionName: string) {
    this.#client = client;
    this.#functionName = functionName;
  }

  async sweep(): Promise<void> {
    const Payload = JSON.stringify({ sweep: true });
    await this.#client.send(new InvokeCommand({ FunctionName: this.#functionName, InvocationType: 'Event', Payload }));
  }
}
