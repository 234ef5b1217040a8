import type { OperationView } from '../../agent/operation-view.ts';
import { SENSITIVE_VALUES } from '../seed/customers.ts';
import { BUCKET, TABLE } from '../seed/seed.ts';
import type { Scene } from './scene.ts';

const session = { id: 'demo', prompt: 'Clean up duplicate invoices and answer questions about customers.' };

const result = (operation: OperationView) => JSON.stringify('result' in operation ? operation.result : '');
const because = (operation: OperationView) => ('because' in operation ? operation.because : '');
const happened = (operation: OperationView) => (operation.timeline ?? []).map(({ type }) => type);

const neverRan = (operation: OperationView) => !happened(operation).includes('claimed');

/** The tour, in order. */
export const SCENES: readonly Scene[] = [
  {
    title: 'An allowed read comes back at once, masked',
    envelope: {
      service: 'dynamodb',
      operation: 'GetItem',
      input: { TableName: TABLE, Key: { customerId: { S: 'C-1001' } } },
      reason: 'Which city is C-1001 in?',
      session,
    },
    ends: 'SUCCEEDED',
    shows: {
      'the city is there': (operation) => result(operation).includes('Baltimore'),
      'no e-mail, phone, card or SSN is': (operation) =>
        SENSITIVE_VALUES.every((value) => !result(operation).includes(value)),
    },
  },
  {
    title: 'An escalation is refused, and nobody is asked',
    envelope: {
      service: 'iam',
      operation: 'CreateAccessKey',
      input: { UserName: 'mallory' },
      reason: 'I need more rights',
      session,
    },
    ends: 'DENIED',
    shows: { 'it says why': (operation) => because(operation).length > 0, 'nothing ran': neverRan },
  },
  {
    title: 'A delete waits, Grace approves it, and it runs',
    envelope: deletion('2026/10/0042-copy.json', 'Duplicate upload, ticket OPS-1234'),
    people: async ({ id }, { reviewers }) => {
      await reviewers.approve(id, 'U0GRACE');
    },
    ends: 'SUCCEEDED',
    shows: {
      'approved before it was claimed': (operation) =>
        happened(operation).join().includes('verdict-given,approved,claimed,succeeded'),
    },
  },
  {
    title: 'Another delete is rejected by Ravi, with a reason for the agent',
    envelope: deletion('2026/10/0043.json', 'Looks like a duplicate too'),
    people: async ({ id }, { reviewers }) => {
      await reviewers.reject(id, 'U0RAVI', 'This is the original, not the copy.');
    },
    ends: 'REJECTED',
    shows: {
      'the agent reads the reason': (operation) => because(operation).includes('original'),
      'nothing ran': neverRan,
    },
  },
  {
    title: 'A third one finds nobody, and silence executes nothing',
    envelope: { ...deletion('2026/10/0044-copy.json', 'Duplicate, nobody is in'), expiresInSeconds: 6 },
    ends: 'EXPIRED',
    shows: { 'nothing ran': neverRan },
  },
  {
    title: "The agent's own owner may not approve; a colleague may",
    envelope: deletion('2026/10/0044-copy.json', 'Duplicate, ticket OPS-1240'),
    people: async ({ id }, { reviewers }) => {
      await reviewers.approve(id, 'U0INES');
      const [told] = (await reviewers.whispersTo('U0INES')).slice(-1);
      if (!told) throw new Error('Ines was not told why her click does not count');
      await reviewers.approve(id, 'U0RAVI');
    },
    ends: 'SUCCEEDED',
    shows: {
      'one verdict counts, not two': (operation) =>
        happened(operation).filter((type) => type === 'verdict-given').length === 1,
    },
  },
];

function deletion(Key: string, reason: string): Scene['envelope'] {
  return { service: 's3', operation: 'DeleteObject', input: { Bucket: BUCKET, Key }, reason, session };
}
