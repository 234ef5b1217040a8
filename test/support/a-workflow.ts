import type { WaitingWorkflow } from '../../lambdas/approve/channel.ts';
import type { ApprovalRequest } from '../../lambdas/approve/request-approval.ts';
import type { CloseRequest } from '../../lambdas/close/close.ts';
import type { ApprovalWorkflow } from '../../lambdas/submit/submit.ts';

/** What the state machine's tasks do, each as the Lambda of that name. */
export interface WorkflowTasks {
  requestApproval(request: ApprovalRequest): Promise<unknown>;
  execute(operationId: string): Promise<unknown>;
  close(request: CloseRequest): Promise<unknown>;
}

/** The approval state machine in memory: it moves only when it is told to. */
export interface MemoryWorkflow extends ApprovalWorkflow, WaitingWorkflow {
  /** Executions that were started, with the time they wait. */
  readonly started: { readonly operationId: string; readonly timeoutSeconds: number }[];
  /** Set to make the next starts fail. */
  startError: Error | undefined;
  /** Runs every state that can run now, until all executions wait or have ended. */
  settle(): Promise<void>;
  /** The wait of one execution runs out. */
  timeOut(operationId: string): Promise<void>;
}

/** The states of `statemachines/approval.asl.json`: RequestApproval, Verdict, Execute, Close. */
export function aWorkflow(tasks: WorkflowTasks): MemoryWorkflow {
  const waiting = new Map<string, string>();
  const ready: (() => Promise<unknown>)[] = [];
  const failed = (operationId: string) => (error: unknown) =>
    tasks.close({ operationId, failure: error instanceof Error ? error.name : 'Error' });

  const begin = (operationId: string) => {
    const taskToken = `token-${operationId}`;
    waiting.set(taskToken, operationId);
    return tasks.requestApproval({ operationId, taskToken }).catch((error: unknown) => {
      waiting.delete(taskToken);
      return failed(operationId)(error);
    });
  };
  const resume = (operationId: string, verdict: string) => {
    if (verdict !== 'APPROVED') return tasks.close({ operationId });
    return tasks.execute(operationId).then(() => tasks.close({ operationId }), failed(operationId));
  };

  const workflow: MemoryWorkflow = {
    started: [],
    startError: undefined,
    start: async (operationId, timeoutSeconds) => {
      if (workflow.startError) throw workflow.startError;
      workflow.started.push({ operationId, timeoutSeconds });
      ready.push(() => begin(operationId));
    },
    decided: async (token, verdict) => {
      const operationId = waiting.get(token);
      if (operationId === undefined || !waiting.delete(token)) return;
      ready.push(() => resume(operationId, verdict));
    },
    settle: async () => {
      for (let next = ready.shift(); next; next = ready.shift()) await next();
    },
    timeOut: async (operationId) => {
      waiting.delete(`token-${operationId}`);
      await tasks.close({ operationId, failure: 'States.Timeout' });
    },
  };
  return workflow;
}
