import {
  type Amount,
  type BudgetStore,
  type Counter,
  type Limits,
  neverFits,
  type Used,
} from '../record/budget-store.ts';

const UNUSED: Used = { operations: 0, costBearing: 0, deniedInARow: 0, refused: 0 };

/** The counters' twin in memory, held to the same contract. */
export class InMemoryBudgetStore implements BudgetStore {
  readonly #used = new Map<string, Used>();

  async used(counter: Counter): Promise<Used> {
    return this.#of(counter);
  }

  async take(counter: Counter, amount: Amount, limits?: Limits): Promise<boolean> {
    // No await between the comparison and the write: together they are the conditional write.
    const used = this.#of(counter);
    const fits = !limits || (used.operations < limits.operations && !isSpent(used, amount, limits));
    if (!fits || (limits && neverFits(amount, limits))) return false;
    this.#add(counter, amount, 1);
    return true;
  }

  async giveBack(counter: Counter, amount: Amount): Promise<void> {
    this.#add(counter, amount, -1);
  }

  async refuse(counter: Counter): Promise<Used> {
    const used = this.#of(counter);
    return this.#set(counter, { ...used, refused: used.refused + 1 });
  }

  async endDenials(counter: Counter): Promise<void> {
    this.#set(counter, { ...this.#of(counter), deniedInARow: 0 });
  }

  #of({ scope, name, day }: Counter): Used {
    return this.#used.get(JSON.stringify([scope, name, day])) ?? UNUSED;
  }

  #set({ scope, name, day }: Counter, used: Used): Used {
    this.#used.set(JSON.stringify([scope, name, day]), used);
    return used;
  }

  #add(counter: Counter, { operations, costBearing, denied }: Amount, sign: 1 | -1): void {
    const used = this.#of(counter);
    this.#set(counter, {
      ...used,
      operations: used.operations + sign * operations,
      costBearing: used.costBearing + sign * costBearing,
      deniedInARow: used.deniedInARow + sign * denied,
    });
  }
}

function isSpent(used: Used, amount: Amount, limits: Limits): boolean {
  return amount.costBearing > 0 && used.costBearing >= limits.costBearing;
}
