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

/** The executions that wait, and those that can go on. It outlives the processes that move it. */
export interface Executions {
  readonly started: { readonly operationId: string; readonly timeoutSeconds: number }[];
  readonly waiting: Map<string, string>;
  readonly ready: ((tasks: WorkflowTasks) => Promise<unknown>)[];
}

/** No execution at all. */
export function noExecutions(): Executions {
  return { started: [], waiting: new Map(), ready: [] };
}

/** The approval state machine in memory: it moves only when it is told to. */
export interface MemoryWorkflow extends ApprovalWorkflow, WaitingWorkflow {
  /** Executions that were started, with the time they wait. */
  readonly started: Executions['started'];
  /** Set to make the next starts fail. */
  startError: Error | undefined;
  /** Runs every state that can run now, until all executions wait or have ended. */
  settle(): Promise<void>;
  /** The wait of one execution runs out. */
  timeOut(operationId: string): Promise<void>;
}

/** The states of `statemachines/approval.asl.json`: RequestApproval, Verdict, Execute, Close. */
export function aWorkflow(own: WorkflowTasks, executions: Executions = noExecutions()): MemoryWorkflow {
  const { started, waiting, ready } = executions;
  const workflow: MemoryWorkflow = {
    started,
    startError: undefined,
    start: async (operationId, timeoutSeconds) => {
      if (workflow.startError) throw workflow.startError;
      started.push({ operationId, timeoutSeconds });
      ready.push((tasks) => begin(operationId, tasks, waiting));
    },
    decided: async (token, verdict) => {
      const operationId = waiting.get(token);
      if (operationId === undefined || !waiting.delete(token)) return false;
      ready.push((tasks) => resume(operationId, verdict, tasks));
      return true;
    },
    settle: async () => {
      for (let next = ready.shift(); next; next = ready.shift()) await next(own);
    },
    timeOut: async (operationId) => {
      waiting.delete(`token-${operationId}`);
      await own.close({ operationId, failure: 'States.Timeout' });
    },
  };
  return workflow;
}

async function begin(operationId: string, tasks: WorkflowTasks, waiting: Executions['waiting']): Promise<void> {
  const taskToken = `token-${operationId}`;
  waiting.set(taskToken, operationId);
  try {
    await tasks.requestApproval({ operationId, taskToken });
  } catch (error) {
    waiting.delete(taskToken);
    await closeAfter(error, operationId, tasks);
  }
}

async function resume(operationId: string, verdict: string, tasks: WorkflowTasks): Promise<void> {
  try {
    if (verdict === 'APPROVED') await tasks.execute(operationId);
  } catch (error) {
    return closeAfter(error, operationId, tasks);
  }
  await tasks.close({ operationId });
}

async function closeAfter(error: unknown, operationId: string, tasks: WorkflowTasks): Promise<void> {
  await tasks.close({ operationId, failure: error instanceof Error ? error.name : 'Error' });
}
