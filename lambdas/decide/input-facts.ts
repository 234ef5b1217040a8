import type { Call } from '../catalogue/call.ts';
import { instancesIn } from './instance-facts.ts';
import { type Leaf, leavesOf } from './input-leaves.ts';
import { opensToPublic } from './public-access.ts';

/**
 * What a policy may know of a call's input: selected facts, no free text. A fact that the input says nothing of is absent.
 * Where an input says several things, the fact is the one that a bound has to hold: the largest count, every type.
 */
export interface Facts {
  /** Instance types and classes named anywhere, `t3.micro`, `db.r6g.large`; `other` for a choice by requirements or an odd text. */
  readonly instanceTypes?: readonly string[];
  /** Their families and sizes: `t3` and `micro`, `r6g` and `large`. */
  readonly instanceFamilies?: readonly string[];
  readonly instanceSizes?: readonly string[];
  /** The largest number of things that are made or run: MaxCount, DesiredCapacity, NumberOfNodes ... */
  readonly count?: number;
  /** The largest number of things that are read at once: Limit, MaxResults, MaxKeys ... */
  readonly limit?: number;
  /** The largest volume or storage that is asked for, in GiB. */
  readonly sizeGiB?: number;
  /** The `Prefix` at the top of the input, which lists narrow by. */
  readonly prefix?: string;
  /** Whether the call may open something to everybody; doubt counts as yes. */
  readonly publicAccess: boolean;
  /** Whether AWS is told to try only. */
  readonly dryRun: boolean;
  /** The members that switch a safeguard off: SkipFinalSnapshot, ForceDelete ... */
  readonly forced: readonly string[];
}

/** The facts of an input that says nothing worth knowing. */
export const NO_FACTS: Facts = { publicAccess: false, dryRun: false, forced: [] };

const COUNT =
  /^(max|desired|instance|node|shard|broker|replica)?count$|^(desired|max|total|targetSpot|targetOnDemand|totalTarget)(capacity|size)$|^num(berof)?\w*(nodes|workers|nodegroups|instances)$|^(totalInstanceCount|replicasPerNodeGroup|numberOfBrokerNodes)$/i;
const LIMIT = /^(limit|max(results|items|keys|records|resources|uploads|parts|buckets|numberOfMessages))$/i;
const SIZE = /^((max)?allocatedStorage|storageCapacity|volumeSize(In)?(GB|GiB)?|(size|storage)InGi?B|diskSize)$/i;
const FORCED =
  /^(skip(final\w*snapshot|\w*validation)|force\w*|forced|bypass\w*|deleteAutomatedBackups|ignore\w*(errors|failures|alarms)|recursive)$/i;

/** The facts of a call's validated input. */
export function factsOf(call: Pick<Call, 'service' | 'operation' | 'input'>): Facts {
  const leaves = leavesOf(call.input);
  const { Prefix: prefix, DryRun: dryRun } = call.input;
  const largest = (names: RegExp) => numberFact(leaves, names);
  return {
    ...instancesIn(call.input, leaves),
    ...given('count', largest(COUNT)),
    ...given('limit', largest(LIMIT)),
    ...given('sizeGiB', largest(call.service === 'ec2' ? /^(Volume)?Size$/ : SIZE)),
    ...given('prefix', typeof prefix === 'string' ? prefix : undefined),
    publicAccess: opensToPublic(call, leaves),
    dryRun: dryRun === true,
    forced: [...new Set(leaves.filter(isForced).map(({ name }) => name))].sort(),
  };
}

/** Rounded up to a whole number, since Cedar knows no others. */
function numberFact(leaves: readonly Leaf[], names: RegExp): number | undefined {
  const found = leaves.flatMap(({ name, value }) => (typeof value === 'number' && names.test(name) ? [value] : []));
  return found.length > 0 ? Math.ceil(Math.max(...found)) : undefined;
}

function isForced({ name, value }: Leaf): boolean {
  return value === true && FORCED.test(name);
}

function given<N extends string, V>(name: N, value: V | undefined): { readonly [name in N]?: V } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [name in N]?: V });
}
