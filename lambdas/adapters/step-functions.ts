import {
  ExecutionAlreadyExists,
  InvalidToken,
  SendTaskSuccessCommand,
  type SFNClient,
  StartExecutionCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import type { WaitingWorkflow } from '../approve/channel.ts';
import type { ApprovalWorkflow } from '../submit/submit.ts';

/** The approval state machine, named by operation: an operation has one execution, whoever starts it again. */
export class StepFunctionsWorkflow implements ApprovalWorkflow {
  readonly #client: SFNClient;
  readonly #stateMachineArn: string;

  constructor(client: SFNClient, stateMachineArn: string) {
    this.#client = client;
    this.#stateMachineArn = stateMachineArn;
  }

  async start(operationId: string, timeoutSeconds: number): Promise<void> {
    const input = JSON.stringify({ operationId, timeoutSeconds });
    try {
      await this.#client.send(
        new StartExecutionCommand({ stateMachineArn: this.#stateMachineArn, name: operationId, input }),
      );
    } catch (error) {
      if (!(error instanceof ExecutionAlreadyExists)) throw error;
    }
  }
}

/** Wakes the waiting workflow. A wait that is over, for whatever reason, needs no answer: the record has decided already. */
export class StepFunctionsTask implements WaitingWorkflow {
  readonly #client: SFNClient;

  constructor(client: SFNClient) {
    this.#client = client;
  }

  async decided(taskToken: string, verdict: string): Promise<boolean> {
    try {
      await this.#client.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify({ verdict }) }));
      return true;
    } catch (error) {
      const over = error instanceof TaskTimedOut || error instanceof TaskDoesNotExist || error instanceof InvalidToken;
      if (over) return false;
      throw error;
    }
  }
}
