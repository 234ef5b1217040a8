import { join } from 'node:path';
import { runningGateway } from '../local/running-gateway.ts';
import { LOCAL } from '../local/files.ts';
import { type GatewayFile, type LocalGateway, startLocalGateway } from '../local/gateway.ts';

/** A local gateway that answers, and the folder where it keeps its files. */
export interface ReachedGateway extends GatewayFile {
  readonly directory: string;
}

/** One local gateway for all benches of a run: the one that `npm start` runs, else one of its own, started when asked for. */
export class SharedGateway {
  readonly #progress: (line: string) => void;
  #reached: Promise<ReachedGateway> | undefined;
  #own: LocalGateway | undefined;

  constructor(progress: (line: string) => void) {
    this.#progress = progress;
  }

  reach(): Promise<ReachedGateway> {
    this.#reached ??= this.#find();
    return this.#reached;
  }

  /** Ends the gateway if it was started here. */
  async stop(): Promise<void> {
    await this.#reached?.catch(() => undefined);
    await this.#own?.stop();
  }

  async #find(): Promise<ReachedGateway> {
    const running = await runningGateway();
    if (running) return { ...running, directory: LOCAL };
    const directory = join(LOCAL, 'bench');
    this.#progress('no local gateway is running, so one is started');
    this.#own = await startLocalGateway({ directory });
    const { endpoint, slack, connection, outputs } = this.#own;
    return { endpoint, slack, connection, outputs, directory };
  }
}
