import { SlackUnavailable, Unavailable } from '../runtime/errors.ts';
import { logFailure, logger } from '../runtime/logger.ts';
import { type AnswerDeps, answerApproval, objection, readPosted } from './answer-approval.ts';
import { type Interaction, parseInteraction, REASON_BLOCK } from './interaction.ts';
import { reasonFault, rejectModal } from './reject-modal.ts';
import { isFromSlack, type SlackRequest } from './slack-signature.ts';

/** The one place that clicks may come from. */
export interface Origin {
  readonly app: string;
  readonly team: string;
  readonly channel: string;
}

export interface InteractionDeps extends AnswerDeps {
  readonly origin: Origin;
  readonly signingSecrets: () => Promise<readonly string[]>;
}

/** What Slack gets back within its three seconds: an empty acknowledgement, or errors for the fields of a modal. */
export interface SlackReply {
  readonly status: 200 | 401 | 503;
  readonly body?: { readonly response_action: 'errors'; readonly errors: Readonly<Record<string, string>> };
}

type Meant = Exclude<Interaction, { kind: 'ignored' }>;

/** Takes one request on the Slack endpoint. Nothing is parsed before the signature holds; a refused click changes nothing. */
export async function takeInteraction(request: SlackRequest, deps: InteractionDeps): Promise<SlackReply> {
  if (!isFromSlack(request, await deps.signingSecrets(), deps.clock())) return { status: 401 };
  const interaction = readable(request.body);
  if (interaction.kind === 'ignored') return { status: 200 };
  if (!comesFrom(deps.origin, interaction)) {
    logger.warn('A signed interaction came from another app, workspace or channel and was refused');
    return { status: 401 };
  }
  return interaction.kind === 'ask-reason' ? askReason(interaction, deps) : takeVerdict(interaction, deps);
}

async function askReason(
  interaction: Extract<Meant, { kind: 'ask-reason' }>,
  deps: InteractionDeps,
): Promise<SlackReply> {
  const operation = await readPosted(interaction.operationId, deps);
  const because = operation ? objection(operation, interaction, deps) : 'This request is not known to the gateway.';
  if (because) await explain(interaction, because, deps);
  else await openReason(interaction, deps);
  return { status: 200 };
}

/** A click's trigger lives for three seconds: a cold start can miss it, and then the person has to click again. */
async function openReason(interaction: Extract<Meant, { kind: 'ask-reason' }>, deps: InteractionDeps): Promise<void> {
  try {
    await deps.channel.openModal(interaction.trigger, rejectModal(interaction));
  } catch (error) {
    logFailure('The window for a reason did not open', error, { operationId: interaction.operationId });
    await explain(interaction, 'The window for your reason did not open in time. Please click Reject again.', deps);
  }
}

async function takeVerdict(
  interaction: Extract<Meant, { kind: 'approve' | 'reject' }>,
  deps: InteractionDeps,
): Promise<SlackReply> {
  const fault = interaction.kind === 'reject' ? reasonFault(interaction.reason) : undefined;
  if (fault) return { status: 200, body: { response_action: 'errors', errors: { [REASON_BLOCK]: fault } } };
  try {
    const answered = await answerApproval(interaction, deps);
    if (answered.kind === 'refused') await explain(interaction, answered.because, deps);
    return { status: 200 };
  } catch (error) {
    if (!(error instanceof Unavailable || error instanceof SlackUnavailable)) throw error;
    logFailure('A verdict could not be taken', error, { operationId: interaction.operationId });
    return { status: 503 };
  }
}

/** An explanation that does not arrive changes nothing, so it never fails the click. */
async function explain(interaction: Meant, because: string, deps: InteractionDeps): Promise<void> {
  try {
    await deps.channel.whisper(
      { channel: interaction.channel, message: interaction.message },
      interaction.user,
      because,
    );
  } catch (error) {
    logFailure('A refused click could not be explained', error, { operationId: interaction.operationId });
  }
}

function readable(body: Uint8Array): Interaction {
  try {
    return parseInteraction(body);
  } catch {
    return { kind: 'ignored' };
  }
}

/** A person from another workspace (Slack Connect) never decides, however the message reached them. */
function comesFrom(origin: Origin, { app, team, userTeam, channel }: Meant): boolean {
  return app === origin.app && team === origin.team && userTeam === origin.team && channel === origin.channel;
}
