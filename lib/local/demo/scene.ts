import type { CountersignClient } from '../../agent/client.ts';
import type { OperationView } from '../../agent/operation-view.ts';
import type { Envelope } from '../../../lambdas/submit/envelope.ts';
import type { Reviewers } from '../reviewers.ts';

/** What a scene plays with. */
export interface Stage {
  readonly agent: CountersignClient;
  readonly reviewers: Reviewers;
}

/** One scene of the tour: what is asked, what the people do meanwhile, and how it must end. */
export interface Scene {
  readonly title: string;
  readonly envelope: Envelope;
  /** What the reviewers do once the request is in their channel. */
  readonly people?: (operation: OperationView, stage: Stage) => Promise<void>;
  readonly ends: OperationView['status'];
  /** Sentences that must hold of the closed operation; each is printed with a tick, or fails the tour. */
  readonly shows: Readonly<Record<string, (operation: OperationView) => boolean>>;
}

/** Plays one scene and returns the operation as it ended, with its timeline. */
export async function play(scene: Scene, stage: Stage): Promise<OperationView> {
  const asked = await stage.agent.submit(scene.envelope);
  if (!asked.terminal) await scene.people?.(asked, stage);
  return stage.agent.wait(asked.id, { timeoutSeconds: 60 });
}
