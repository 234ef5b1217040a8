import { describe, expect, it } from '@jest/globals';
import { fc } from '../../support/draws.ts';
import { arn } from '../../../lambdas/catalogue/arn.ts';
import type { ActionGrant } from '../../../lambdas/catalogue/resolution.ts';
import { type PolicyDocument, writePolicy } from '../../../lambdas/catalogue/policy-document.ts';
import { SESSION_POLICY_LIMIT, sessionPolicy } from '../../../lambdas/catalogue/session-policy.ts';
import { contextFor, END, matches, NOT_AFTER, REGION } from './approved.ts';
import { verdictOn } from './simulate.ts';

const place = { account: '111122223333', region: REGION };

function cut(grants: readonly ActionGrant[], notAfter = NOT_AFTER) {
  return sessionPolicy({ ...place, grants, notAfter });
}

function documentOf(grants: readonly ActionGrant[]): PolicyDocument {
  const policy = cut(grants);
  if (policy.kind !== 'written') throw new Error(policy.detail);
  return policy.document;
}

function deleting(key: string): ActionGrant {
  return { actions: ['s3:DeleteObject'], resources: [arn`arn:aws:s3:::invoices/${key}`] };
}

describe('a session policy', () => {
  it('allows the action on the resource until the end, and denies everything else', () => {
    expect(documentOf([deleting('a.pdf')])).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: 's3:DeleteObject',
          Resource: 'arn:aws:s3:::invoices/a.pdf',
          Condition: {
            DateLessThan: { 'aws:CurrentTime': END },
            StringEquals: { 'aws:RequestedRegion': REGION, 'aws:ResourceAccount': '111122223333' },
          },
        },
        { Effect: 'Deny', NotAction: 's3:DeleteObject', Resource: '*' },
        { Effect: 'Deny', Action: '*', NotResource: 'arn:aws:s3:::invoices/a.pdf' },
        {
          Effect: 'Deny',
          Action: '*',
          Resource: '*',
          Condition: { DateGreaterThanEquals: { 'aws:CurrentTime': END } },
        },
      ],
    });
  });

  it('fences nothing by resource where the action has none', () => {
    const { Statement } = documentOf([{ actions: ['s3:ListAllMyBuckets'], resources: ['*'] }]);
    expect(Statement.filter((statement) => statement.NotResource !== undefined)).toEqual([]);
  });

  it.each([
    'iam:ListUsers',
    'route53:ListHostedZones',
    'cloudfront:ListDistributions',
    'organizations:ListRoots',
    'account:ListRegions',
    'budgets:ViewBudget',
    'ce:GetCostAndUsage',
    'support:DescribeCases',
  ])('names no region for %s, which AWS counts as made in us-east-1', (action) => {
    const text = JSON.stringify(documentOf([{ actions: [action], resources: ['*'] }]));
    expect(text).not.toContain('aws:RequestedRegion');
  });

  it('names no account for a bucket that is yet to be created', () => {
    const text = JSON.stringify(documentOf([{ actions: ['s3:CreateBucket'], resources: ['arn:aws:s3:::invoices'] }]));
    expect(text).not.toContain('aws:ResourceAccount');
  });

  it('fences each action by its own resources, so that two grants do not lend each other theirs', () => {
    const { Statement } = documentOf([
      { actions: ['s3:GetObject'], resources: ['arn:aws:s3:::archive/a'] },
      { actions: ['s3:PutObject'], resources: ['arn:aws:s3:::invoices/a'] },
    ]);
    expect(Statement).toContainEqual({ Effect: 'Deny', Action: 's3:GetObject', NotResource: 'arn:aws:s3:::archive/a' });
    expect(Statement).toContainEqual({
      Effect: 'Deny',
      Action: 's3:PutObject',
      NotResource: 'arn:aws:s3:::invoices/a',
    });
  });

  it('takes a `$` in a condition literally, where it would open a policy variable', () => {
    const grant = {
      actions: ['lambda:AddPermission'],
      resources: ['arn:aws:lambda:eu-west-1:111122223333:function:f'],
    };
    const { Statement } = documentOf([{ ...grant, when: { 'lambda:Principal': ['${aws:userid}'] } }]);
    expect(Statement[0]?.Condition?.['StringEquals']).toMatchObject({ 'lambda:Principal': '${$}{aws:userid}' });
  });

  it('is the same text for the same grants in any order', () => {
    const grants = ['a', 'b', 'c'].map(deleting);
    expect(cut(grants)).toEqual(cut([...grants].reverse()));
  });

  it('ends at the full second before `notAfter`, never later', () => {
    expect(JSON.stringify(cut([deleting('a')], new Date('2026-11-30T12:00:00.999Z')))).toContain(
      '2026-11-30T12:00:00Z',
    );
  });

  it('is as long for one time as for another', () => {
    const length = (at: string) => JSON.stringify(cut([deleting('a')], new Date(at))).length;
    expect(length('1970-01-01T00:00:00Z')).toBe(length('2026-11-30T12:34:56.789Z'));
  });
});

describe('a session policy is refused', () => {
  it('without a grant: an empty allow is no valid policy', () => {
    expect(cut([])).toMatchObject({ kind: 'refused', reason: 'no-grants' });
  });

  it.each(['日本.pdf', 'tab\t.pdf', 'e\u0301.pdf', '\u007f\u0100'])(
    'for a name that STS cannot carry exactly: %j',
    (key) => {
      expect(cut([deleting(key)])).toMatchObject({ kind: 'refused', reason: 'unwritable' });
    },
  );

  const keys = Array.from({ length: 40 }, (_, at) => deleting(`2026/10/${String(at).padStart(32, '0')}`));
  const together = (count: number) => [{ ...keys[0], resources: keys.slice(0, count).flatMap((one) => one.resources) }];

  it.each([
    ['of a grant each', (count: number) => keys.slice(0, count)],
    ['of one grant', together as (count: number) => ActionGrant[]],
  ])('for more keys than 2,048 characters hold, and says how many do: keys %s', (_, of) => {
    const most = keys.map((__, at) => cut(of(at + 1)).kind).indexOf('refused');
    expect(most).toBe(23);
    const detail = `STS accepts 2048; split the call: the first ${most} of its resources fit`;
    expect(cut(of(40))).toMatchObject({ reason: 'too-large', detail: expect.stringContaining(detail) });
  });

  it('for one name that is too long, which no splitting makes shorter', () => {
    expect(cut([deleting('a'.repeat(1_024)), deleting('b'.repeat(1_024))])).toMatchObject({
      reason: 'too-large',
      detail: expect.stringContaining('split the call: the first 1 of its resources fit'),
    });
    const long = {
      actions: ['s3:PutObject', 's3:GetObject'],
      resources: [arn`arn:aws:s3:::invoices/${'é'.repeat(2_000)}`],
    };
    expect(cut([long])).toMatchObject({ detail: expect.stringContaining('its names are too long') });
  });

  it('only beyond the limit: what is written fits', () => {
    const keys = fc.array(fc.stringMatching(/^[a-z0-9]{1,60}$/), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(keys, (names) => {
        const policy = cut(names.map(deleting));
        expect(policy.kind === 'written' ? policy.text.length : 0).toBeLessThanOrEqual(SESSION_POLICY_LIMIT);
      }),
    );
  });
});

describe('a session policy for many resources', () => {
  const many = Array.from({ length: 20 }, (_, at) => deleting(`2026/10/${String(at).padStart(32, '0')}`));

  it('names them in the fence alone', () => {
    const { Statement } = documentOf(many);
    expect(Statement[0]).toMatchObject({ Effect: 'Allow', Action: 's3:DeleteObject', Resource: '*' });
    expect(Statement).toContainEqual({
      Effect: 'Deny',
      Action: '*',
      NotResource: many.flatMap((one) => one.resources),
    });
  });

  it('goes on naming those of an action that asks for different conditions on each', () => {
    const passing = (role: string, service: string): ActionGrant => ({
      actions: ['iam:PassRole'],
      resources: [`arn:aws:iam::111122223333:role/${role}`],
      when: { 'iam:PassedToService': [service] },
    });
    const grants = [passing('build', 'ecs.amazonaws.com'), passing('admin', 'lambda.amazonaws.com')];
    const { document } = writePolicy({ ...place, grants, notAfter: NOT_AFTER }, 'once');
    const allowed = document.Statement.filter(({ Effect }) => Effect === 'Allow').map(({ Resource }) => Resource);
    expect(allowed).toEqual(['arn:aws:iam::111122223333:role/build', 'arn:aws:iam::111122223333:role/admin']);
  });
});

describe('a bucket policy that lets the session do everything', () => {
  const context = contextFor(deleting('a.pdf'));
  const approved = { action: 's3:DeleteObject', resource: 'arn:aws:s3:::invoices/a.pdf', context };

  it.each([
    ['another key', { resource: 'arn:aws:s3:::invoices/b.pdf' }],
    ['another action', { action: 's3:GetObject' }],
    ['another bucket', { resource: 'arn:aws:s3:::payroll/a.pdf' }],
    ['the time after the end', { context: { ...context, 'aws:CurrentTime': END } }],
  ])('does not open %s: the deny is explicit', async (_, change) => {
    for (const form of ['twice', 'once'] as const) {
      const { document } = writePolicy({ ...place, grants: [deleting('a.pdf')], notAfter: NOT_AFTER }, form);
      expect(await verdictOn(document, { ...approved, ...change }, true)).toBe('ExplicitlyDenied');
    }
  });

  it('leaves the approved call allowed', async () => {
    expect(await verdictOn(documentOf([deleting('a.pdf')]), approved, true)).toBe('Allowed');
  });
});

/** Keys over the alphabet that could break out of a pattern or of the JSON around it. */
const key = fc
  .array(
    fc.constantFrom('*', '?', '$', '{', '}', '${*}', '${aws:userid}', 'a', 'A', '/', '.', ' ', '"', '\\', 'é', '+'),
    { minLength: 1, maxLength: 12 },
  )
  .map((parts) => parts.join(''));

describe('a key of any characters', () => {
  it('is a pattern that matches this key and no other', () => {
    fc.assert(
      fc.property(key, key, (mine, other) => {
        const [pattern = ''] = deleting(mine).resources;
        expect(matches(pattern, `arn:aws:s3:::invoices/${mine}`)).toBe(true);
        expect(matches(pattern, `arn:aws:s3:::invoices/${other}`)).toBe(mine === other);
      }),
      { numRuns: 2_000 },
    );
  });

  it('opens no other key to the simulator either', async () => {
    // The simulator reads a `*` in a request as a wildcard, so the other keys have none.
    const plain = key.filter((text) => !text.includes('*'));
    await fc.assert(
      fc.asyncProperty(key, plain, async (mine, other) => {
        const request = {
          action: 's3:DeleteObject',
          resource: `arn:aws:s3:::invoices/${other}`,
          context: contextFor(deleting(mine)),
        };
        const verdict = await verdictOn(documentOf([deleting(mine)]), request);
        expect(verdict === 'Allowed').toBe(mine === other);
      }),
      {
        numRuns: 150,
        examples: [
          ['a*', 'aA'],
          ['a?', 'aA'],
          ['${aws:userid}', 'op_01'],
          ['a', 'a'],
        ],
      },
    );
  });

  it('would open others if it were not escaped: the test can tell', async () => {
    const unescaped = { actions: ['s3:DeleteObject'], resources: ['arn:aws:s3:::invoices/a*'] };
    const request = {
      action: 's3:DeleteObject',
      resource: 'arn:aws:s3:::invoices/abc',
      context: contextFor(unescaped),
    };
    expect(await verdictOn(documentOf([unescaped]), request)).toBe('Allowed');
  });
});
