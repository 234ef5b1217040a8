import type { PolicySet } from '../../lambdas/decide/policy-set.ts';
import type { Operation } from '../../lambdas/record/operation.ts';
import type { OperationStore, TaskTokenStore } from '../../lambdas/record/operation-store.ts';
import type { StopStore } from '../../lambdas/record/stop-store.ts';
import { aPolicySet, askText } from './a-policy-set.ts';
import { AGENT, ANNA, anEnvelope, aRead, BERT, CARA, OWNER } from './a-call.ts';
import { fixedClock } from './a-clock.ts';
import { aGateway, type Gateway } from './a-gateway.ts';
import { type Actor, type Death, type Ending, Turnstile, type Turns } from './a-turnstile.ts';
import { brokenInvariants } from './invariants.ts';
import { turnedStops, turnedStore } from './turned-store.ts';

type Store = OperationStore & TaskTokenStore;

/** What somebody does with one operation. Deliveries may come twice, too early and too late. */
export type Act =
  | { readonly kind: 'approve' | 'reject'; readonly who: 'anna' | 'bert' | 'cara' | 'owner' }
  | { readonly kind: 'execute' | 'cancel' | 'sweep' | 'workflow' | 'time-out' | 'close' | 'archive' | 'stop' }
  | { readonly kind: 'wait'; readonly seconds: number };

/** One schedule: what the operation is, who does what to it, and who dies where. */
export interface Schedule {
  readonly way: 'allow' | 'ask-one' | 'ask-two';
  readonly outcome: 'answered' | 'refused' | 'lost';
  readonly acts: readonly (Act & { readonly death?: Death })[];
}

/** How a schedule is run: against which store, in which order, how many actors at a time. */
export interface Running {
  readonly store: Store;
  /** The stops that `store` minds; they are left as the schedule leaves them. */
  readonly stops: StopStore;
  /** Chooses one of `choices` waiting actors: 0 to `choices` - 1. */
  readonly pick: (choices: number) => number;
  readonly width?: number;
}

/** What a schedule came to; `faults` names every invariant that does not hold. */
export interface Ran {
  readonly operation: Operation;
  readonly calls: number;
  readonly endings: readonly Ending[];
  readonly faults: readonly string[];
}

const REVIEWERS = { anna: ANNA, bert: BERT, cara: CARA, owner: OWNER };

/** Runs one schedule from the posted envelope to the archived receipt, and checks what must hold whatever happens. */
export async function runSchedule(schedule: Schedule, running: Running): Promise<Ran> {
  const clock = fixedClock();
  const { store, stops } = running;
  const gateway = aGateway<Store>({ store, stops, clock, policies: policiesFor(schedule.way) });
  gateway.aws.answer = async () => outcomeOf(schedule.outcome);
  const { id } = await posted(gateway, schedule.way);
  const turnstile = new Turnstile(running.pick, running.width ?? 1);
  const round = (acts: Schedule['acts']) => turnstile.run(acts.map((act, index) => actorOf(act, { ...scene, index })));
  const scene = { gateway, id, stopped: { unclaimed: false } };
  const endings = [...(await round(schedule.acts)), ...(await round(REDELIVERED))];
  await wrapUp(gateway, id);
  await lift(gateway);
  const operation = await gateway.read(id);
  const faults = await brokenInvariants(gateway, { operation, endings, ...scene.stopped });
  return { operation, calls: gateway.aws.sent.length, endings, faults };
}

/** A repeatable `pick` (mulberry32) for runs outside fast-check. */
export function seededPick(seed: number): (choices: number) => number {
  let state = seed >>> 0;
  return (choices) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % choices;
  };
}

/** A schedule made from random numbers alone, for runs outside fast-check. */
export function randomSchedule(pick: (choices: number) => number): Schedule {
  const oneOf = <T>(choices: readonly T[]): T => choices[pick(choices.length)] as T;
  return {
    way: oneOf(['allow', 'ask-one', 'ask-one', 'ask-two', 'ask-two'] as const),
    outcome: oneOf(['answered', 'answered', 'refused', 'lost'] as const),
    acts: Array.from({ length: 4 + pick(9) }, () => {
      const act = oneOf(ACTS);
      if (pick(6) > 0) return { ...act };
      return { ...act, death: { step: 1 + pick(8), when: oneOf(['before', 'after'] as const) } };
    }),
  };
}

/** What the services deliver again once the dust has settled: what is approved by then is raced for once more. */
const REDELIVERED: readonly Act[] = [{ kind: 'workflow' }, { kind: 'execute' }, { kind: 'execute' }];

/** Every kind of act; those that move an operation on stand more than once, so that random schedules get somewhere. */
export const ACTS: readonly Act[] = [
  ...times(12, { kind: 'approve', who: 'anna' }),
  ...times(12, { kind: 'approve', who: 'bert' }),
  ...times(4, { kind: 'approve', who: 'cara' }),
  { kind: 'approve', who: 'owner' },
  { kind: 'reject', who: 'cara' },
  ...times(20, { kind: 'execute' }),
  ...times(14, { kind: 'workflow' }),
  { kind: 'cancel' },
  { kind: 'sweep' },
  { kind: 'time-out' },
  { kind: 'close' },
  ...times(2, { kind: 'stop' }),
  { kind: 'archive' },
  { kind: 'wait', seconds: 59 },
  { kind: 'wait', seconds: 299 },
];

function times(count: number, act: Act): readonly Act[] {
  return Array.from({ length: count }, () => act);
}

let sets: Map<Schedule['way'], PolicySet> | undefined;

function policiesFor(way: Schedule['way']): PolicySet {
  sets ??= new Map([
    ['allow', aPolicySet('@id("all") permit (principal, action == Countersign::Action::"unattended", resource);')],
    ['ask-one', aPolicySet(askText('one', '@approvers("platform") @quorum("1") @timeout("600")'))],
    ['ask-two', aPolicySet(askText('two', '@approvers("platform, security") @quorum("2") @timeout("600")'))],
  ]);
  return sets.get(way) as PolicySet;
}

function outcomeOf(kind: Schedule['outcome']) {
  if (kind === 'answered') return { kind, output: { ContentLength: 1 } } as const;
  return kind === 'refused'
    ? ({ kind, code: 'AccessDenied', message: 'no' } as const)
    : ({ kind, because: 'timeout' } as const);
}

/** An allowed operation is left to the executors of the schedule, as if submit had died before it invoked one. */
async function posted(gateway: Gateway<Store>, way: Schedule['way']): Promise<Operation> {
  Object.assign(gateway.api.executor, { run: async () => ({ ended: false }) });
  return gateway.post(anEnvelope(way === 'allow' ? aRead() : undefined));
}

interface Scene {
  readonly gateway: Gateway<Store>;
  readonly id: string;
  readonly index: number;
  /** Whether a stop returned while the operation was not claimed. */
  readonly stopped: { unclaimed: boolean };
}

function actorOf({ death, ...act }: Schedule['acts'][number], scene: Scene): Actor {
  const name = `${scene.index} ${act.kind}`;
  return { name, ...(death && { death }), run: (turns) => perform(act as Act, scene, turns) };
}

/** Each act runs in a process of its own: its own view of the store, which waits at the turnstile. */
async function perform(act: Act, scene: Scene, turns: Turns): Promise<unknown> {
  const { gateway, id } = scene;
  const process = gateway.over(turnedStore(gateway.store, turns), turnedStops(gateway.stops, turns));
  switch (act.kind) {
    case 'wait':
      return turns.access(async () => gateway.clock.advance(act.seconds));
    case 'workflow':
      return process.workflow.settle();
    case 'time-out':
      return process.workflow.timeOut(id);
    case 'close':
      return process.close({ operationId: id });
    case 'cancel':
      return process.ask({ route: 'POST /operations/{id}/cancel', id });
    case 'stop':
      return stop(process, scene);
    case 'sweep':
      return process.sweep();
    case 'execute':
      return process.execute(id);
    case 'archive':
      return process.archive(id);
    case 'approve':
      return process.approve(await gateway.read(id), { user: REVIEWERS[act.who] });
    case 'reject':
      return process.reject(await gateway.read(id), 'not like this', { user: REVIEWERS[act.who] });
  }
}

/** Looks past the turnstile: between the stop's return and this look nobody else has a turn. */
async function stop(process: Gateway<Store>, { gateway, id, stopped }: Scene): Promise<void> {
  await process.stop(AGENT);
  const events = await gateway.store.events(id);
  stopped.unclaimed ||= !events.some(({ type }) => type === 'claimed');
}

/** Stops outlive an operation, and the next schedule begins without any. */
async function lift({ stops, resume }: Gateway<Store>): Promise<void> {
  for (const { scope } of await stops.stops()) await resume(scope);
}

/** What happens to every operation in the end, whatever was left undone: its time runs out, the sweep finds it, the stream archives it. */
async function wrapUp(gateway: Gateway<Store>, id: string): Promise<void> {
  gateway.clock.advance(86_400);
  await gateway.sweep();
  await gateway.archive(id);
  await gateway.archive(id);
}
