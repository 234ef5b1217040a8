import type { FunctionName } from '../../../lambdas/runtime/config.ts';
import { deletion, ESCALATION, READ } from './envelopes.ts';
import { approvalClick, streamBatch, submission } from './events.ts';
import type { FunctionProcess, Handled, Spent } from './function-process.ts';
import type { PathScene } from './scene.ts';

/** One process for each function, and `parking`: submit with no executor and no workflow behind it. */
export type Crew = Readonly<Record<FunctionName | 'parking', FunctionProcess>>;

/** One event that one function took on the way. */
export interface Step extends Spent {
  readonly function: FunctionName;
  readonly event: string;
}

/** Whose processes to walk through, and the object that the asked call deletes. */
export interface Walk {
  readonly crew: Crew;
  readonly object: string;
}

/**
 * Takes envelopes all the way, each function in its own process here: one read, one denial, one delete with its approval.
 * Throws when one of them does not go as it should.
 */
export async function walk({ crew, object }: Walk, scene: PathScene): Promise<readonly Step[]> {
  const { agentArn } = scene;
  const read = await crew.submit.handle(submission(READ, agentArn));
  operationIn(read, 'SUCCEEDED');
  const denial = await crew.submit.handle(submission(ESCALATION, agentArn));
  operationIn(denial, 'DENIED');
  const asked = await askedWay({ crew, object }, scene);
  const parked = await crew.parking.handle(submission(READ, agentArn));
  const executed = await crew.execute.handle({ operationId: operationIn(parked, 'ALLOWED').id });
  mustBe('SUCCEEDED', statusOf(executed.result));
  return [
    step('submit', 'allowed read, execution awaited', read),
    step('submit', 'denied call', denial),
    ...asked,
    step('execute', 'allowed read, masked', executed),
  ];
}

async function askedWay({ crew, object }: Walk, { agentArn, reviewers }: PathScene): Promise<readonly Step[]> {
  const asked = await crew.parking.handle(submission(deletion(object), agentArn));
  const operation = operationIn(asked, 'PENDING');
  const operationId = operation.id;
  const requested = await crew['request-approval'].handle({ operationId, taskToken: `bench-${operationId}` });
  const card = await reviewers.cardOf(operationId);
  const click = approvalClick({ operation, card, reviewer: 'U0GRACE', at: new Date() });
  const answered = await crew.answer.handle(click);
  mustBe(200, (answered.result as { statusCode?: number }).statusCode);
  const executed = await crew.execute.handle({ operationId });
  mustBe('SUCCEEDED', statusOf(executed.result));
  const closed = await crew.close.handle({ operationId });
  mustBe('SUCCEEDED', statusOf(closed.result));
  const archived = await crew.archive.handle(streamBatch(operationId));
  return [
    step('submit', 'call to ask about', asked),
    step('request-approval', 'card posted', requested),
    step('answer', 'click that approves, grant signed', answered),
    step('execute', 'approved delete, grant verified', executed),
    step('close', 'outcome told', closed),
    step('archive', 'receipt filed', archived),
  ];
}

function step(name: FunctionName, event: string, { wallMs, cpuMs }: Handled): Step {
  return { function: name, event, wallMs, cpuMs };
}

interface Shown {
  readonly id: string;
  readonly digest: string;
  readonly status: string;
}

/** The operation in an answer of the API; a denial carries it in its problem document. */
function operationIn({ result }: Handled, status: string): Shown {
  const { body } = result as { body: string };
  const document = JSON.parse(body) as Shown & { readonly operation?: Shown };
  const operation = status === 'DENIED' ? document.operation : document;
  mustBe(status, statusOf(operation));
  return operation as Shown;
}

function statusOf(operation: unknown): string | undefined {
  return (operation as Shown | undefined)?.status;
}

function mustBe(wanted: string | number, found: string | number | undefined): void {
  if (found !== wanted) throw new Error(`An envelope should be at ${wanted} here; it is at ${String(found)}`);
}
