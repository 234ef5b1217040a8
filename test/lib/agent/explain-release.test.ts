import { describe, expect, it } from '@jest/globals';
import type { Explanation } from '../../../lib/agent/explain.ts';
import { ID } from '../../support/an-operation.ts';
import { runIn } from './a-terminal.ts';

const explain = (input: object) =>
  runIn({}, 'explain', 'countersign', 'ReleaseResult', '--input', JSON.stringify(input), '--reason', 'All of them');

describe('explain of a release', () => {
  it('says that a person is asked, and that no credentials are cut', async () => {
    const { code, out } = await explain({ OperationId: ID, Seal: 'a1'.repeat(32) });

    expect(code).toBe(0);
    expect(JSON.parse(out) as Explanation).toMatchObject({
      tier: 'curated',
      grants: [],
      sessionPolicy: null,
      decision: { verdict: 'ask', approvers: ['platform'], quorum: 1, timeoutSeconds: 14_400 },
    });
  });

  it('refuses an id of another form as the gateway would', async () => {
    const { code, err } = await explain({ OperationId: 'op_1', Seal: 'a1'.repeat(32) });

    expect(code).toBe(2);
    expect(err).toContain('expected the id of an operation');
  });

  it('says of a read which limits hold its answer', async () => {
    const input = JSON.stringify({ TableName: 'customers', Limit: 100 });
    const { out } = await runIn({}, 'explain', 'dynamodb', 'Scan', '--input', input, '--reason', 'Count them');

    expect((JSON.parse(out) as Explanation).decision).toMatchObject({ verdict: 'allow', limits: { maxRows: 1000 } });
  });
});

describe('catalogue of the gateway itself', () => {
  it('lists its one operation', async () => {
    const { code, out } = await runIn({}, 'catalogue', 'countersign');

    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject([{ operation: 'ReleaseResult', tier: 'curated', accessLevel: 'Read' }]);
  });
});
