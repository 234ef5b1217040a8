/** An actor that dies: it never goes on, as a process that was killed. */
const DEAD = new Promise<never>(() => undefined);

/** When an actor dies: before or after it passed the turnstile for the `step`-th time (1 for the first). */
export interface Death {
  readonly step: number;
  readonly when: 'before' | 'after';
}

/** One run of something that waits at the turnstile. */
export interface Actor {
  readonly name: string;
  readonly death?: Death;
  run(turns: Turns): Promise<unknown>;
}

/** An actor's way through the turnstile: `access` is called at every access to the store. */
export interface Turns {
  access<T>(work: () => Promise<T>): Promise<T>;
}

/** How an actor ended. */
export type Ending = { readonly name: string; readonly kind: 'done' | 'threw' | 'died'; readonly error?: unknown };

/**
 * Lets several actors run with `width` of them between two accesses at a time, and chooses by `pick` who goes on. With width 1
 * a schedule is a pure function of `pick`; with more, the accesses of that many actors truly overlap.
 */
export class Turnstile {
  readonly #pick: (choices: number) => number;
  readonly #width: number;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(pick: (choices: number) => number, width = 1) {
    this.#pick = pick;
    this.#width = width;
  }

  /** Runs all actors to their ends. */
  async run(actors: readonly Actor[]): Promise<readonly Ending[]> {
    const endings = actors.map((actor) => this.#life(actor));
    this.#next();
    return Promise.all(endings);
  }

  async #life({ name, death, run }: Actor): Promise<Ending> {
    let die: (ending: Ending) => void = () => undefined;
    const died = new Promise<Ending>((resolve) => (die = resolve));
    let steps = 0;
    const access = async <T>(work: () => Promise<T>): Promise<T> => {
      steps += 1;
      const doomed = death?.step === steps;
      await this.#turn();
      if (doomed && death.when === 'before') return this.#dying(die, name);
      const result = await work();
      return doomed ? this.#dying(die, name) : result;
    };
    await this.#wait();
    const lived = run({ access }).then(
      (): Ending => ({ name, kind: 'done' }),
      (error: unknown): Ending => ({ name, kind: 'threw', error }),
    );
    const ending = await Promise.race([lived, died]);
    this.#leave();
    return ending;
  }

  #dying(die: (ending: Ending) => void, name: string): Promise<never> {
    die({ name, kind: 'died' });
    return DEAD;
  }

  /** Hands the turn over and waits for the next one. */
  async #turn(): Promise<void> {
    const turn = this.#wait();
    this.#leave();
    await turn;
  }

  #wait(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #leave(): void {
    this.#running -= 1;
    this.#next();
  }

  #next(): void {
    while (this.#running < this.#width && this.#waiting.length > 0) {
      const [chosen] = this.#waiting.splice(this.#pick(this.#waiting.length), 1);
      this.#running += 1;
      chosen?.();
    }
  }
}
