import { describe, expect, it } from '@jest/globals';
import { decide } from '../../../lambdas/decide/decide.ts';
import type { PolicyPointer } from '../../../lambdas/decide/policies-in-force.ts';
import { MOST_LOADED, policiesInForce } from '../../../lambdas/decide/policies-in-force.ts';
import type { PolicySet } from '../../../lambdas/decide/policy-set.ts';
import { loadPolicySet } from '../../../lambdas/decide/policy-set.ts';
import { preparePolicies } from '../../../lambdas/decide/prepare.ts';
import { policySetHash, type PreparedPolicies } from '../../../lambdas/decide/prepared-policies.ts';
import { Unavailable } from '../../../lambdas/runtime/errors.ts';
import { aRead, anEnvelope } from '../../support/a-call.ts';
import { aGateway } from '../../support/a-gateway.ts';
import { askText, forbidText, RUN_ALL, theDefaultPolicies } from '../../support/a-policy-set.ts';
import { aQuestion } from '../../support/a-question.ts';

const { schema } = theDefaultPolicies();
const prepared = (...texts: string[]): PreparedPolicies =>
  preparePolicies({ schema, files: [{ name: 'test.cedar', text: texts.join('\n') }] });

const BUNDLED = prepared(RUN_ALL);
const bundled = loadPolicySet(BUNDLED);
const STRICT = prepared(RUN_ALL, forbidText('frozen', 'context.service == "s3"'));
/** Prepared anew, so that Cedar does not know it yet: each names another operation. */
const another = (name: string) => prepared(askText('ask', undefined, `when { context.operation == "${name}" }`));

/** A bucket of texts and a pointer, both of which a test may spoil. */
function aPublishedWorld(...sets: readonly PreparedPolicies[]) {
  const texts = new Map(sets.map((set) => [set.policySet, JSON.stringify(set)]));
  const world = {
    texts,
    reads: [] as string[],
    pointer: undefined as PolicyPointer | undefined,
    pointTo: (policySet: string, replaces = BUNDLED.policySet) => {
      const what = {
        action: 'publish',
        at: '2026-11-22T12:00:00.000Z',
        by: 'arn:aws:iam::1:user/a',
        why: 'a test',
      } as const;
      world.pointer = { version: 1, policySet, replaces, ...what };
    },
    current: async () => world.pointer,
  };
  const source = policiesInForce(bundled, {
    pointers: { current: () => world.current() },
    sets: {
      read: async (policySet) => {
        world.reads.push(policySet);
        const text = texts.get(policySet);
        if (text === undefined)
          throw Object.assign(new Error('The specified key does not exist: secret'), { name: 'NoSuchKey' });
        return text;
      },
    },
  });
  return { ...world, world, source };
}

describe('the policies in force', () => {
  it('are the bundled ones while nothing was published, and the bucket is not asked', async () => {
    const { source, reads } = aPublishedWorld();

    expect(await source()).toBe(bundled);
    expect(reads).toEqual([]);
  });

  it('are the published ones as soon as the pointer names them, loaded once', async () => {
    const { source, world, reads } = aPublishedWorld(STRICT);
    world.pointTo(STRICT.policySet);

    const policies = (await source()) as PolicySet;
    await source();

    expect(decide(aQuestion(), policies)).toMatchObject({
      verdict: 'deny',
      policySet: STRICT.policySet,
      policies: ['frozen'],
    });
    expect(reads).toEqual([STRICT.policySet]);
  });

  it('are the bundled ones again when a rollback names them, without asking the bucket', async () => {
    const { source, world, reads } = aPublishedWorld(STRICT);
    world.pointTo(BUNDLED.policySet);

    expect(await source()).toBe(bundled);
    expect(reads).toEqual([]);
  });

  it('are the bundled ones when the gateway was deployed with others since: the later act wins', async () => {
    const { source, world } = aPublishedWorld(STRICT);
    world.pointTo(STRICT.policySet, 'e'.repeat(64));

    expect(await source()).toBe(bundled);
  });

  it(`keep ${MOST_LOADED} published sets loaded, and read one again that was forgotten`, async () => {
    const sets = ['A', 'B', 'C', 'D'].map(another);
    const { source, world, reads } = aPublishedWorld(...sets);
    for (const { policySet } of [...sets, sets[1]!, sets[0]!]) {
      world.pointTo(policySet);
      await source();
    }

    expect(reads).toEqual([...sets, sets[0]!].map(({ policySet }) => policySet));
  });

  it('decide alike by a set that was forgotten while somebody still held it', async () => {
    const sets = ['A', 'B', 'C', 'D'].map(another);
    const { source, world } = aPublishedWorld(...sets);
    const held: PolicySet[] = [];
    for (const { policySet } of sets) {
      world.pointTo(policySet);
      held.push((await source()) as PolicySet);
    }

    expect(decide(aQuestion({ operation: 'B' }), held[1]!).verdict).toBe('ask');
    expect(decide(aQuestion({ operation: 'A' }), held[0]!).verdict).toBe('ask');
  });
});

describe('without policies nothing runs, and the record says why: when', () => {
  const changed = {
    ...STRICT,
    policies: { ...STRICT.policies, frozen: STRICT.policies['frozen']!.replace('"s3"', '"s4"') },
  };
  const resealed = { ...changed, policySet: policySetHash(changed) };
  const unreadable = { ...STRICT, policies: { ...STRICT.policies, frozen: 'forbid (' } };
  type World = ReturnType<typeof aPublishedWorld>['world'];
  const holding = (text: string) => (world: World) => void world.texts.set(STRICT.policySet, text);

  it.each<readonly [string, (world: World) => void, string, RegExp]>([
    [
      'the pointer cannot be read',
      (world) => void (world.current = async () => Promise.reject(new Unavailable('The operations table'))),
      'unknown',
      /which policy set is current cannot be read \(Unavailable\)$/,
    ],
    [
      'the object is missing',
      (world) => void world.texts.clear(),
      STRICT.policySet,
      /^[^:]+: the policy set [0-9a-f]{64} cannot be read \(NoSuchKey\)$/,
    ],
    ['its text is no JSON', holding('{'), STRICT.policySet, /is not JSON/],
    ['its text is another document', holding('{"schema":""}'), STRICT.policySet, /prepare it again/],
    ['a policy in it was changed', holding(JSON.stringify(changed)), STRICT.policySet, /its hash does not fit/],
    [
      'it is a sound set, but another one',
      holding(JSON.stringify(resealed)),
      STRICT.policySet,
      /under the name [0-9a-f]{64} lies the set/,
    ],
    ['it was made unreadable', holding(JSON.stringify(unreadable)), STRICT.policySet, /its hash does not fit/],
  ])('%s', async (...[, spoil, policySet, why]) => {
    const { source, world } = aPublishedWorld(STRICT);
    world.pointTo(STRICT.policySet);
    spoil(world);
    const gateway = aGateway({ policies: source });

    const denied = await gateway.post(anEnvelope(aRead()));

    expect(denied).toMatchObject({
      status: 'DENIED',
      because: expect.stringMatching(why),
      decision: { verdict: 'deny', policies: [], policySet },
    });
    expect(gateway.aws.issued).toEqual([]);
  });

  it('a set whose hash fits cannot be parsed by Cedar', async () => {
    const nonsense = { ...BUNDLED, matchers: { 'run-all': 'permit (' } };
    const sealed = { ...nonsense, policySet: policySetHash(nonsense) };
    const { source, world } = aPublishedWorld(sealed);
    world.pointTo(sealed.policySet);

    const denied = decide(aQuestion(), (await source()) as PolicySet);
    expect(denied).toMatchObject({ verdict: 'deny', policySet: sealed.policySet, policies: [] });
    expect(denied.reasons.join()).toMatch(/could not be evaluated, so nothing may run: .*run-all/);
  });

  it('they go missing between the approval and the call', async () => {
    const ask = prepared(askText('ask'));
    const { source, world, texts } = aPublishedWorld(ask);
    world.pointTo(ask.policySet);
    const gateway = aGateway({ policies: source });
    const pending = await gateway.post(anEnvelope());
    await gateway.approve(pending);
    world.pointTo('e'.repeat(64));
    texts.clear();

    expect(await gateway.execute(pending.id)).toBe('DENIED');

    expect(await gateway.read(pending.id)).toMatchObject({
      because: expect.stringMatching(/The policy denies this now: There are no policies to decide by/),
    });
    expect(gateway.aws.issued).toEqual([]);
  });

  it('they come back, the next call is decided by them', async () => {
    const { source, world } = aPublishedWorld();
    world.pointTo(STRICT.policySet);
    expect(await source()).toHaveProperty('unusable');
    world.texts.set(STRICT.policySet, JSON.stringify(STRICT));

    expect(await source()).toMatchObject({ policySet: STRICT.policySet });
  });
});
