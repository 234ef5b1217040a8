import { NO_USAGE, type Question } from '../../lambdas/decide/decision.ts';
import { NO_FACTS } from '../../lambdas/decide/input-facts.ts';
import { NOON } from './a-clock.ts';

/** A question as submit would ask it: by default an ordinary, curated read of one object by an agent of team finance. */
export function aQuestion(changes: Partial<Question> = {}): Question {
  return {
    agent: { arn: 'arn:aws:iam::111122223333:role/invoice-agent', team: 'finance' },
    service: 's3',
    operation: 'GetObject',
    account: '111122223333',
    region: 'eu-west-1',
    tier: 'curated',
    accessLevel: 'Read',
    categories: [],
    grants: [{ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::invoices/2026/10/0042.pdf'] }],
    labels: ['dev'],
    facts: NO_FACTS,
    at: NOON,
    usage: NO_USAGE,
    ...changes,
  };
}
