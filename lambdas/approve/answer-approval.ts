import { type Directory, mayApprove } from '../decide/directory.ts';
import { maskText } from '../mask/mask.ts';
import { groupsAt } from '../record/escalation.ts';
import type { Operation, Pending, Verdict } from '../record/operation.ts';
import type { OperationStore, TaskTokenStore } from '../record/operation-store.ts';
import { addApproval, approve, reject } from '../record/steps.ts';
import { stopSentence } from '../record/stop.ts';
import type { StopStore } from '../record/stop-store.ts';
import { type Step, transition } from '../record/transition.ts';
import type { Clock, Pause } from '../runtime/clock.ts';
import type { ReviewChannel, WaitingWorkflow } from './channel.ts';
import { grantStatement, type GrantSigner, signGrant } from './grant.ts';
import type { Interaction } from './interaction.ts';

export interface AnswerDeps {
  readonly operations: OperationStore & TaskTokenStore;
  readonly stops: StopStore;
  readonly channel: ReviewChannel;
  readonly workflow: WaitingWorkflow;
  readonly signer: GrantSigner;
  readonly directory: Directory;
  readonly clock: Clock;
  readonly pause: Pause;
}

type VerdictInteraction = Extract<Interaction, { kind: 'approve' | 'reject' }>;

/** What became of a click: `counted` verdicts changed the record, `refused` ones changed nothing and say why. */
export type Answered =
  { readonly kind: 'counted'; readonly operation: Operation } | { readonly kind: 'refused'; readonly because: string };

/**
 * Judges one reviewer's verdict against the record alone: the click's own claims are only compared with it. The verdict, and
 * the grant when it completes the quorum, are written in one conditional transaction before the workflow hears of them.
 */
export async function answerApproval(interaction: VerdictInteraction, deps: AnswerDeps): Promise<Answered> {
  const refused = (because: string): Answered => ({ kind: 'refused', because });
  const operation = await readPosted(interaction.operationId, deps);
  if (!operation) return refused('This request is not known to the gateway.');
  const member = await deps.channel.isFullMember(interaction.user);
  if (!member) return refused('Only full members of this workspace decide requests.');
  const because = objection(operation, interaction, deps);
  if (because) {
    await resend(operation, deps);
    return refused(because);
  }
  const stop = interaction.kind === 'approve' ? await deps.stops.stopOf(operation.shown.agent) : undefined;
  if (stop) return refused(`${stopSentence(stop)}. This request is closed within a minute; nothing will run.`);
  return decide(interaction, deps);
}

const POSTED_TRIES = 6;
const POSTED_REST_MS = 150;

/**
 * The operation, once its card is on record. Slack shows a message a moment before the gateway has written down which one
 * it is, and somebody may click in between; Slack waits three seconds for the answer.
 */
export async function readPosted(
  id: string,
  { operations, pause }: Pick<AnswerDeps, 'operations' | 'pause'>,
): Promise<Operation | undefined> {
  let operation = await operations.read(id);
  for (let left = POSTED_TRIES; left > 0 && operation?.status === 'PENDING' && !operation.card; left -= 1) {
    await pause.rest(POSTED_REST_MS);
    operation = await operations.read(id);
  }
  return operation;
}

async function decide(interaction: VerdictInteraction, deps: AnswerDeps): Promise<Answered> {
  let because: string | undefined;
  const operation = await transition(deps.operations, interaction.operationId, async (current) => {
    because = objection(current, interaction, deps);
    return because === undefined ? verdictStep(current as Pending, interaction, deps) : undefined;
  });
  if (because !== undefined) return { kind: 'refused', because };
  await resend(operation, deps);
  return { kind: 'counted', operation };
}

/** Why this click decides nothing, in words for the person who clicked; undefined when it counts. */
export function objection(
  operation: Operation,
  interaction: Exclude<Interaction, { kind: 'ignored' }>,
  deps: Pick<AnswerDeps, 'directory' | 'clock'>,
): string | undefined {
  if (!operation.digest.startsWith(interaction.digest)) return 'This button belongs to another version of the request.';
  const card = 'card' in operation ? operation.card : undefined;
  if (card?.channel !== interaction.channel || card.message !== interaction.message) {
    return 'This message is not the one the request was posted in.';
  }
  if (operation.status !== 'PENDING') return `This request is closed: ${standing(operation)}`;
  if (operation.deadline <= deps.clock().toISOString()) return 'This request has expired; nothing will run.';
  return personalObjection(operation, interaction, deps);
}

/** Whoever approved may still reject while the quorum is open: a second thought is worth more than a first. */
function personalObjection(
  operation: Pending,
  { user, kind }: Pick<VerdictInteraction, 'user'> & { readonly kind: string },
  { directory, clock }: Pick<AnswerDeps, 'directory' | 'clock'>,
): string | undefined {
  const approvers = groupsAt(operation, clock().toISOString());
  const may = mayApprove(directory, { reviewer: user, approvers, agentArn: operation.shown.agent });
  if (!may.may) return may.why;
  const again = kind === 'approve' && operation.verdicts.some(({ reviewer }) => reviewer === user);
  return again ? 'You have already approved this request.' : undefined;
}

function standing(operation: Operation): string {
  const verdicts = 'verdicts' in operation ? operation.verdicts : [];
  const who = verdicts.map(
    ({ reviewer, answer }) => `<@${reviewer}> ${answer === 'approve' ? 'approved' : 'rejected'} it`,
  );
  return who.length > 0 ? `${who.join(', ')}; it is ${operation.status} now.` : `it is ${operation.status}.`;
}

async function verdictStep(operation: Pending, interaction: VerdictInteraction, deps: AnswerDeps): Promise<Step> {
  const now = deps.clock();
  const verdict = verdictOf(interaction, now);
  if (verdict.answer === 'reject') return reject(operation, verdict);
  const approvers = [...operation.verdicts.map(({ reviewer }) => reviewer), verdict.reviewer];
  const quorum = operation.decision.verdict === 'ask' ? operation.decision.quorum : Infinity;
  if (approvers.length < quorum || !operation.card) return addApproval(operation, verdict);
  const grant = await signGrant(grantStatement(operation, approvers, now), deps.signer);
  return approve(operation, verdict, { grant, card: operation.card });
}

function verdictOf(interaction: VerdictInteraction, now: Date): Verdict {
  const said = { reviewer: interaction.user, at: now.toISOString() };
  return interaction.kind === 'approve'
    ? { ...said, answer: 'approve' }
    : { ...said, answer: 'reject', reason: maskText(interaction.reason).text };
}

/** Tells the workflow the stored verdict. It is safe to repeat, and repeated by every later click, should a signal be lost. */
async function resend(operation: Operation, deps: AnswerDeps): Promise<void> {
  if (operation.status !== 'APPROVED' && operation.status !== 'REJECTED') return;
  const token = await deps.operations.tokenOf(operation.id);
  if (token !== undefined) await deps.workflow.decided(token, operation.status);
}
