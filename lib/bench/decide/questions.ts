import { NO_USAGE, type Question } from '../../../lambdas/decide/decision.ts';
import { NO_FACTS } from '../../../lambdas/decide/input-facts.ts';
import { ACCOUNT, OPERATIONS, ownResource, REGIONS } from './generated.ts';

/** Seeded, so that every run and every contender gets the same questions (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** This many questions of agents of `teams` teams: reads, writes and deletions, of their own things and of others'. */
export function questionsOf(count: number, teams: number): readonly Question[] {
  const next = random(20_261_122);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)] as T;
  return Array.from({ length: count }, () => {
    const team = Math.floor(next() * teams);
    const { service, operation, level } = pick(OPERATIONS);
    const own = next() < 0.5 ? ownResource(team, service) : `arn:aws:${service}:::others-${Math.floor(next() * 50)}`;
    return {
      agent: { arn: `arn:aws:iam::${ACCOUNT}:role/agent-${team}-${Math.floor(next() * 2)}`, team: `team-${team}` },
      service,
      operation,
      account: ACCOUNT,
      region: pick(REGIONS),
      tier: 'curated',
      accessLevel: level,
      categories: operation.startsWith('Delete') ? ['destructive'] : [],
      grants: [{ actions: [`${service}:${operation}`], resources: [own] }],
      labels: ['dev'],
      facts: NO_FACTS,
      at: '2026-11-23T12:00:00Z',
      usage: NO_USAGE,
    } as const;
  });
}
