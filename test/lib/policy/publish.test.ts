import { describe, expect, it } from '@jest/globals';
import { PointerMoved } from '../../../lambdas/adapters/dynamodb-policy-pointers.ts';
import { PolicySetInvalid } from '../../../lambdas/decide/policy-set-invalid.ts';
import { preparePolicies } from '../../../lambdas/decide/prepare.ts';
import type { PreparedPolicies } from '../../../lambdas/decide/prepared-policies.ts';
import { Misuse } from '../../../lib/agent/misuse.ts';
import { publish } from '../../../lib/policy/publish.ts';
import { rollback } from '../../../lib/policy/rollback.ts';
import { printVersions, versionsOf } from '../../../lib/policy/versions.ts';
import { askText, forbidText, RUN_ALL, theDefaultPolicies } from '../../support/a-policy-set.ts';
import { aRegistry } from '../../support/a-registry.ts';

const { schema } = theDefaultPolicies();
const prepared = (...texts: string[]): PreparedPolicies =>
  preparePolicies({ schema, files: [{ name: 'test.cedar', text: texts.join('\n') }] });

const BUNDLED = prepared(RUN_ALL).policySet;
const [FIRST, SECOND, THIRD] = [
  prepared(askText('first')),
  prepared(askText('second')),
  prepared(forbidText('third', 'true')),
] as const;
const MOVER = {
  at: '2026-11-22T12:00:00.000Z',
  by: 'arn:aws:iam::111122223333:user/ines',
  why: 'Freeze for the audit',
};

async function published(...sets: readonly PreparedPolicies[]) {
  const registry = aRegistry(BUNDLED);
  for (const set of sets) await publish(set, MOVER, registry);
  return registry;
}
const inForce = async (registry: ReturnType<typeof aRegistry>) => (await versionsOf(registry)).inForce;

describe('publish', () => {
  it('writes the set under its hash, and points to it with who, when, why and what it replaces', async () => {
    const registry = aRegistry(BUNDLED);

    const view = await publish(FIRST, MOVER, registry);

    expect(view).toEqual({ kind: 'published', policySet: FIRST.policySet, before: BUNDLED });
    expect([...registry.texts.keys()]).toEqual([FIRST.policySet]);
    expect(registry.moves).toEqual([
      { version: 1, policySet: FIRST.policySet, replaces: BUNDLED, previous: BUNDLED, action: 'publish', ...MOVER },
    ]);
  });

  it('does nothing for the set that decides already', async () => {
    const registry = await published(FIRST);

    expect(await publish(FIRST, MOVER, registry)).toMatchObject({ kind: 'already-in-force' });
    expect(registry.moves).toHaveLength(1);
  });

  it.each<readonly [string, PreparedPolicies, RegExp]>([
    ['was changed after it was prepared', { ...FIRST, schema: `${schema}\n` }, /its hash does not fit/],
    ['Cedar cannot read', { ...FIRST, policies: { first: 'permit (' } }, /its hash does not fit/],
  ])('makes no set current that %s', async (...[, broken, why]) => {
    const registry = await published(SECOND);

    await expect(publish(broken, MOVER, registry)).rejects.toThrow(why);

    expect([await inForce(registry), registry.moves.length, registry.texts.size]).toEqual([SECOND.policySet, 1, 1]);
  });

  it('makes no set current that the functions would not find as it was written', async () => {
    const registry = aRegistry(BUNDLED);
    registry.sets.put = async () => void registry.texts.set(FIRST.policySet, '{}');

    await expect(publish(FIRST, MOVER, registry)).rejects.toThrow(PolicySetInvalid);
    expect(registry.moves).toEqual([]);
  });

  it('loses against somebody who moved the pointer meanwhile', async () => {
    const registry = await published(FIRST);
    const put = registry.sets.put;
    registry.sets.put = async (set) => {
      await put(set);
      registry.moves.push({ ...registry.moves[0]!, version: 2, policySet: THIRD.policySet });
    };

    await expect(publish(SECOND, MOVER, registry)).rejects.toThrow(PointerMoved);
    expect(registry.moves.at(-1)).toMatchObject({ policySet: THIRD.policySet });
  });

  it('holds over a gateway that was deployed with other policies since', async () => {
    const registry = await published(FIRST);
    registry.deploy('e'.repeat(64));
    expect(await inForce(registry)).toBe('e'.repeat(64));

    await publish(FIRST, MOVER, registry);

    expect(await inForce(registry)).toBe(FIRST.policySet);
    expect(registry.moves.at(-1)).toMatchObject({ version: 2, replaces: 'e'.repeat(64), previous: 'e'.repeat(64) });
  });
});

describe('rollback', () => {
  it('goes back one set each time, to the bundled one at last, and never to what it left', async () => {
    const registry = await published(FIRST, SECOND, THIRD);
    const passed: string[] = [];
    for (let left = 3; left > 0; left -= 1) passed.push((await rollback(undefined, MOVER, registry)).policySet);

    expect(passed).toEqual([SECOND.policySet, FIRST.policySet, BUNDLED]);
    await expect(rollback(undefined, MOVER, registry)).rejects.toThrow(/Nothing was published before/);
    expect(registry.moves.map(({ action }) => action)).toEqual([
      ...Array(3).fill('publish'),
      ...Array(3).fill('rollback'),
    ]);
  });

  it('goes to the set that is named by the beginning of its hash, or to the bundled one', async () => {
    const registry = await published(FIRST, SECOND, THIRD);

    expect(await rollback(FIRST.policySet.slice(0, 12), MOVER, registry)).toMatchObject({ policySet: FIRST.policySet });
    expect(await rollback('bundled', MOVER, registry)).toMatchObject({ policySet: BUNDLED });
  });

  it.each([
    ['too short', FIRST.policySet.slice(0, 5)],
    ['unknown', 'abcdef'],
    ['nothing', ''],
  ])('refuses a name that is %s', async (_, to) => {
    const registry = await published(FIRST, SECOND);

    await expect(rollback(to, MOVER, registry)).rejects.toThrow(Misuse);
    expect(await inForce(registry)).toBe(SECOND.policySet);
  });

  it.each<readonly [string, (texts: Map<string, string>) => unknown]>([
    ['is gone', (texts) => texts.delete(FIRST.policySet)],
    ['was tampered with', (texts) => texts.set(FIRST.policySet, JSON.stringify(SECOND))],
  ])('moves nothing to a set that %s', async (_, spoil) => {
    const registry = await published(FIRST, SECOND);
    spoil(registry.texts);

    await expect(rollback(undefined, MOVER, registry)).rejects.toThrow();
    expect(await inForce(registry)).toBe(SECOND.policySet);
  });

  it('has no way back from a deployment: the pointer before it is void', async () => {
    const registry = await published(FIRST, SECOND);
    registry.deploy('e'.repeat(64));

    await expect(rollback(undefined, MOVER, registry)).rejects.toThrow(/name a set with --to/);
  });
});

describe('versions', () => {
  it('lists the moves, newest first, and says what decides', async () => {
    const registry = await published(FIRST, SECOND);
    await rollback(undefined, { ...MOVER, why: 'Too strict' }, registry);

    const view = await versionsOf(registry);

    expect(view).toMatchObject({ inForce: FIRST.policySet, bundled: BUNDLED });
    expect(view.moves.map(({ version, action }) => `${version} ${action}`)).toEqual([
      '3 rollback',
      '2 publish',
      '1 publish',
    ]);
    expect(view).not.toHaveProperty('warning');
    expect(printVersions(view)).toContain(
      `#3  rollback  ${FIRST.policySet.slice(0, 12)}  ${MOVER.at}  ${MOVER.by}  Too strict`,
    );
  });

  it('warn that a deployment with other policies ended what was published', async () => {
    const registry = await published(FIRST);
    registry.deploy('e'.repeat(64));

    expect(printVersions(await versionsOf(registry))).toMatch(
      /in force {2}e{64} \(bundled\)[\s\S]*warning: The set \w{12} was published in place of .* the later act wins/,
    );
  });
});
