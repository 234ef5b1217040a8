import type { AgentSession, Pseudonym, PseudonymStore } from '../record/pseudonym-store.ts';

/** The pseudonyms' twin in memory, held to the same contract. */
export class InMemoryPseudonymStore implements PseudonymStore {
  readonly #kept = new Map<string, Pseudonym>();

  async keep(session: AgentSession, shown: readonly Pseudonym[]): Promise<readonly string[]> {
    const taken = shown.filter(({ token, mac }) => (this.#kept.get(keyOf(session, token))?.mac ?? mac) !== mac);
    for (const pseudonym of shown) {
      if (!taken.includes(pseudonym)) this.#kept.set(keyOf(session, pseudonym.token), pseudonym);
    }
    return taken.map(({ token }) => token);
  }

  async find(session: AgentSession, tokens: readonly string[]): Promise<readonly Pseudonym[]> {
    return tokens.flatMap((token) => this.#kept.get(keyOf(session, token)) ?? []);
  }
}

function keyOf({ agent, session }: AgentSession, token: string): string {
  return JSON.stringify([agent, session, token]);
}
