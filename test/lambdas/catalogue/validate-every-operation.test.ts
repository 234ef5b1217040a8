import { describe, expect, it } from '@jest/globals';
import { examine } from '../../../lambdas/catalogue/examine.ts';
import { loadModel, SERVICE_NAMES } from '../../../lambdas/catalogue/load.ts';
import { shapeOf, type ServiceModel } from '../../../lambdas/catalogue/model.ts';
import { inputFaults } from '../../../lambdas/catalogue/validate-input.ts';
import type { Json, JsonObject } from '../../../lambdas/runtime/json.ts';
import { faultsProblem } from '../../../lambdas/runtime/problem.ts';
import { aSampleInput } from '../../support/a-sample-input.ts';

const place = { account: '111122223333', region: 'eu-west-1' };
const OF_SHAPE =
  /^(unknown member|required member|null is|nested|larger|expected (a string|a number|true or false|a time|a document|a whole number|base64|a base64|an object|a list|exactly one))/;

describe('the validation of inputs', () => {
  it('walks every operation of the catalogue, members three levels deep, and finds no shape that it cannot read', async () => {
    const walked = (await Promise.all(SERVICE_NAMES.map(walkService))).flat();
    expect(walked.filter(({ faults }) => faults.length > 0)).toEqual([]);
    expect(walked.length).toBeGreaterThan(6_000);
  });

  it('answers 200 malformed inputs of many services with 422 and the pointer of what is wrong', async () => {
    const cases = await malformed(200);
    const results = await Promise.all(
      cases.map(async ({ call, pointer, detail }) => {
        const examined = await examine({ ...call, ...place });
        const faults = examined.kind === 'refused' ? examined.faults : [];
        const named = faults.some((fault) => fault.pointer === pointer && detail.test(fault.detail));
        const { status, errors } = faultsProblem(faults);
        return { call, pointer, named, status, listed: JSON.stringify(errors).includes(JSON.stringify(pointer)) };
      }),
    );
    expect(results.filter(({ named, listed, status }) => !named || !listed || status !== 422)).toEqual([]);
    expect(results).toHaveLength(200);
    expect(new Set(cases.map(({ call }) => call.service)).size).toBeGreaterThanOrEqual(60);
    expect(new Set(cases.map(({ kind }) => kind)).size).toBe(MUTATIONS.length);
  });
});

async function walkService(service: string): Promise<readonly { operation: string; faults: readonly object[] }[]> {
  const model = (await loadModel(service))!;
  return Object.keys(model.operations).map((operation) => {
    const input = aSampleInput(model, operation, { depth: 3 });
    const faults = inputFaults(model, operation, { ...place, input }).filter(({ detail }) => OF_SHAPE.test(detail));
    return { operation: `${service}:${operation}`, faults };
  });
}

interface Malformed {
  readonly kind: string;
  readonly call: { readonly service: string; readonly operation: string; readonly input: JsonObject };
  readonly pointer: string;
  readonly detail: RegExp;
}

/** A value in a sample input: where it stands, what its shape is, and the structure that holds it. */
interface Spot {
  readonly pointer: string;
  readonly ref: string;
  readonly holder: Record<string, Json> | Json[];
  readonly key: string;
  readonly required: boolean;
}

type Mutation = (model: ServiceModel, spot: Spot) => { readonly pointer: string; readonly detail: RegExp } | undefined;

const misspell: Mutation = (_, { holder, key, pointer }) => {
  if (Array.isArray(holder) || key.length < 5) return undefined;
  const wrong = `${key}s`;
  if (wrong in holder) return undefined;
  holder[wrong] = holder[key]!;
  return { pointer: `${pointer}s`, detail: new RegExp(`unknown member; did you mean.*\\b${key}\\b`) };
};

const leaveOut: Mutation = (_, { holder, key, pointer, required }) => {
  if (Array.isArray(holder) || !required) return undefined;
  Reflect.deleteProperty(holder, key);
  return { pointer, detail: /^required member is missing$/ };
};

const mistype: Mutation = (model, { holder, key, pointer, ref }) => {
  const shape = shapeOf(model, ref);
  if (shape.kind === 'leaf' && shape.leaf === 'd') return undefined;
  (holder as Record<string, Json>)[key] = shape.kind === 'list' ? 'text' : [];
  return { pointer, detail: /^expected / };
};

const nullify: Mutation = (model, { holder, key, pointer, ref }) => {
  const shape = shapeOf(model, ref);
  if (shape.kind === 'leaf' && shape.leaf === 'd') return undefined;
  (holder as Record<string, Json>)[key] = null;
  return { pointer, detail: /^null is no value/ };
};

const stranger: Mutation = (model, { holder, key, pointer, ref }) => {
  if (shapeOf(model, ref).kind !== 'structure') return undefined;
  ((holder as Record<string, Json>)[key] as Record<string, Json>)['x~/y'] = 1;
  return { pointer: `${pointer}/x~0~1y`, detail: /^unknown member$/ };
};

const MUTATIONS: readonly (readonly [string, Mutation])[] = [
  ['misspelt', misspell],
  ['left out', leaveOut],
  ['mistyped', mistype],
  ['null', nullify],
  ['stranger', stranger],
];

async function malformed(count: number): Promise<readonly Malformed[]> {
  const random = seeded(2_026);
  const made: Malformed[] = [];
  for (let at = 0; made.length < count; at++) {
    const service = SERVICE_NAMES[at % SERVICE_NAMES.length]!;
    const model = (await loadModel(service))!;
    const open = Object.keys(model.operations).filter((name) => model.operations[name]?.refused === undefined);
    const operation = pick(open, random);
    const input = aSampleInput(model, operation, { depth: 2 });
    const spots = spotsOf(model, { input: input as Json }, String(model.operations[operation]?.input ?? ''));
    if (spots.length === 0) continue;
    const [kind, mutate] = pick(MUTATIONS, random);
    const expected = mutate(model, pick(spots, random));
    if (expected !== undefined) made.push({ kind, call: { service, operation, input }, ...expected });
  }
  return made;
}

function spotsOf(model: ServiceModel, root: Record<string, Json>, ref: string): readonly Spot[] {
  const spots: Spot[] = [];
  const walk = (value: Json, at: string, pointer: string): void => {
    const shape = at === '' ? undefined : shapeOf(model, at);
    if (shape === undefined || shape.kind === 'leaf' || typeof value !== 'object' || value === null) return;
    const holder = value as Record<string, Json>;
    for (const key of Object.keys(holder)) {
      const member = 'members' in shape ? shape.members.get(key)! : { ref: shape.ref, required: false };
      const inside = `${pointer}/${key}`;
      spots.push({ pointer: inside, ref: member.ref, holder, key, required: member.required });
      walk(holder[key]!, member.ref, inside);
    }
  };
  walk(root['input']!, ref, '/input');
  return spots;
}

function pick<T>(items: readonly T[], random: () => number): T {
  return items[Math.floor(random() * items.length)]!;
}

/** Numbers from 0 to 1 that are the same in every run (a linear congruential generator). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32) / 2 ** 32;
}
