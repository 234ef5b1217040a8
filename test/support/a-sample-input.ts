import { shapeOf, type Leaf, type ServiceModel, type Shape } from '../../lambdas/catalogue/model.ts';
import type { Json, JsonObject } from '../../lambdas/runtime/json.ts';

const LEAF_SAMPLES: Readonly<Record<Leaf, Json>> = {
  s: 'sample',
  n: 1,
  b: true,
  t: '2026-11-30T12:00:00Z',
  d: { any: ['thing'] },
  i: 1,
  x: 'c2FtcGxl',
  y: 'c2FtcGxl',
};

/** How much of a shape to fill in: every member down to `depth`, and only what is required below it. */
export interface SampleChoice {
  readonly depth: number;
  /** The text for a string member; `sample` by default. */
  readonly text?: (name: string) => string;
}

/** An input that an operation's shape accepts, as far as types and required members go. Names in it may lead nowhere. */
export function aSampleInput(model: ServiceModel, operation: string, choice: SampleChoice = { depth: 0 }): JsonObject {
  const ref = model.operations[operation]?.input;
  return ref === undefined ? {} : (sample(model, { ref: String(ref), name: '', open: [] }, choice) as JsonObject);
}

interface Spot {
  readonly ref: string;
  readonly name: string;
  /** The shapes around this one: a shape within itself is filled with its least. */
  readonly open: readonly string[];
}

function sample(model: ServiceModel, spot: Spot, choice: SampleChoice): Json {
  const shape = shapeOf(model, spot.ref);
  if (shape.kind === 'leaf')
    return shape.leaf === 's' ? (choice.text?.(spot.name) ?? 'sample') : LEAF_SAMPLES[shape.leaf];
  const below = { ...spot, open: [...spot.open, spot.ref] };
  if (!('members' in shape)) {
    if (spot.open.includes(shape.ref)) return shape.kind === 'list' ? [] : {};
    const item = sample(model, { ...below, ref: shape.ref }, choice);
    return shape.kind === 'list' ? [item] : { [choice.text?.('key') ?? 'key']: item };
  }
  return Object.fromEntries(
    membersToFill(model, shape, below, choice).map(([name, ref]) => [
      name,
      sample(model, { ...below, ref, name }, choice),
    ]),
  );
}

function membersToFill(
  model: ServiceModel,
  shape: Extract<Shape, { members: unknown }>,
  { open }: Spot,
  { depth }: SampleChoice,
): readonly [string, string][] {
  const all = [...shape.members].map(([name, { ref }]) => [name, ref] as [string, string]);
  if (shape.kind === 'union') {
    const leastDeep =
      all.find(([, ref]) => shapeOf(model, ref).kind === 'leaf') ?? all.find(([, ref]) => !open.includes(ref));
    return [leastDeep ?? all[0]!];
  }
  return all.filter(
    ([name, ref]) => shape.members.get(name)?.required || (open.length <= depth && !open.includes(ref)),
  );
}
