import type { InMemoryOperationStore } from '../../lambdas/adapters/in-memory-operation-store.ts';
import { InMemoryStopStore } from '../../lambdas/adapters/in-memory-stop-store.ts';
import type { WaitingWorkflow } from '../../lambdas/approve/channel.ts';
import type { GrantKey, GrantSigner } from '../../lambdas/approve/grant.ts';
import { type InteractionDeps, type SlackReply, takeInteraction } from '../../lambdas/approve/take-interaction.ts';
import type { Operation } from '../../lambdas/record/operation.ts';
import type { JsonObject } from '../../lambdas/runtime/json.ts';
import { aChannel, type RecordingChannel } from './a-channel.ts';
import { fixedClock, type MovableClock } from './a-clock.ts';
import { theDirectory } from './a-directory.ts';
import { aGrantSigner } from './a-grant-signer.ts';
import { aSlackRequest, ORIGIN, SIGNING_SECRET } from './a-slack-request.ts';
import { anOperation, aStoreWith, type Making } from './an-operation.ts';

/** One request in front of its reviewers: the Slack endpoint over a store in memory. */
export interface Review {
  readonly id: string;
  readonly operation: Operation;
  readonly store: InMemoryOperationStore;
  readonly channel: RecordingChannel;
  readonly clock: MovableClock;
  readonly signer: GrantSigner & GrantKey;
  /** What the workflow was told, in order. */
  readonly signals: { readonly token: string; readonly verdict: string }[];
  readonly deps: InteractionDeps;
  /** Sends a signed payload. */
  take(payload: JsonObject): Promise<SlackReply>;
  current(): Promise<Operation>;
}

/** A pending operation whose card is posted and whose workflow waits with the token `token-1`. */
export async function aReview(making: Making = {}): Promise<Review> {
  const recorded = await anOperation.pending(making);
  const { id } = recorded.operation;
  const store = await aStoreWith(recorded);
  await store.keepToken(id, 'token-1');
  const [channel, clock, signer, signals] = [aChannel(), fixedClock(), aGrantSigner(), [] as Review['signals']];
  const workflow: WaitingWorkflow = {
    decided: async (token, verdict) => {
      signals.push({ token, verdict });
      return true;
    },
  };
  const deps: InteractionDeps = {
    ...{ operations: store, channel, workflow, signer, clock, origin: ORIGIN },
    stops: new InMemoryStopStore(),
    pause: { rest: async () => undefined },
    directory: theDirectory(),
    signingSecrets: async () => [SIGNING_SECRET],
  };
  return {
    ...{ id, operation: recorded.operation, store, channel, clock, signer, signals, deps },
    take: (payload) => takeInteraction(aSlackRequest(payload, { at: clock() }), deps),
    current: async () => (await store.read(id)) as Operation,
  };
}
