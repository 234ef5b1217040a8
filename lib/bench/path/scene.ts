import { CountersignClient } from '../../agent/client.ts';
import { Reviewers } from '../../local/reviewers.ts';
import type { ReachedGateway } from '../shared-gateway.ts';

/** How often each thing is measured; asks and fresh processes take longer than calls, so there are fewer. */
export interface Counts {
  readonly calls: number;
  readonly asks: number;
  /** Events of each kind in a process that is warm. */
  readonly warm: number;
  /** Fresh processes of each function. */
  readonly cold: number;
}

/** What both halves of the bench play with. */
export interface PathScene {
  readonly gateway: ReachedGateway;
  readonly agent: CountersignClient;
  readonly agentArn: string;
  readonly reviewers: Reviewers;
  readonly counts: Counts;
  readonly progress: (line: string) => void;
}

/** Sets the scene on a running gateway: the demo's agent, and its reviewers. */
export function sceneOn(gateway: ReachedGateway, setting: Pick<PathScene, 'counts' | 'progress'>): PathScene {
  const { connection, slack } = gateway;
  const credentials = connection.agents['invoice-agent'];
  if (!credentials) throw new Error('The local gateway has no invoice-agent');
  const agent = new CountersignClient({ ...connection, credentials });
  return { ...setting, gateway, agent, agentArn: credentials.arn, reviewers: new Reviewers(slack) };
}

/** How often each thing is measured when calls are measured `runs` times. */
export function countsFor(runs: number): Counts {
  const third = Math.ceil(runs / 3);
  return { calls: runs, asks: third, warm: third, cold: Math.ceil(runs / 12) };
}
