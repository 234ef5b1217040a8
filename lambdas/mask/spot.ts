import type { NameClass } from './names.ts';
import type { PlanEdge, PlanNode } from './plan.ts';

/** Where a value stands: enough to name its path and to know what it is called. */
export interface Spot {
  readonly parent: Spot | undefined;
  /** Member name, or undefined for a list's element. */
  readonly key: string | undefined;
  /** The name that speaks for the value: its member, or the name beside it in a pair. */
  readonly name: string;
  /** What that name says of the value. */
  readonly says: NameClass;
  readonly ruling: Ruling;
  /** Whether the member is one of the schema's own, so that its name cannot be personal. */
  readonly modelled: boolean;
  /** Whether the member's name is so plain that no detector would find anything in it. */
  readonly plain: boolean;
  /** Of a decoded layer's root: what was decoded, as paths write it: `{base64}{json}`. */
  readonly layer?: string;
  /** Whether the member's name was masked itself. */
  readonly hidden?: boolean;
}

/** What the plan says of a value and of what is below it. */
export interface Ruling {
  /** The type that the whole value is masked as, where the plan says so. */
  readonly forced: string | undefined;
  /** Whether a text that the plan masks gets a pseudonym, where there are any. */
  readonly named: boolean;
  /** Whether the plan leaves the value alone. */
  readonly passed: boolean;
  /** What the plan says of what is below. */
  readonly node: PlanNode | undefined;
}

const UNRULED: Ruling = { forced: undefined, named: false, passed: false, node: undefined };

/** The top of a value, which nothing names. */
export const ROOT: Spot = {
  parent: undefined,
  key: undefined,
  name: '',
  says: undefined,
  ruling: UNRULED,
  modelled: true,
  plain: true,
};

/** The same spot, with what the plan says of what is below it. */
export function withNode(spot: Spot, node: PlanNode | undefined): Spot {
  return spot.ruling.node === node ? spot : { ...spot, ruling: { ...spot.ruling, node } };
}

/** The ruling one level down. Where the plan says nothing of either level, it is the same. */
export function rulingBelow(above: Ruling, edge: PlanEdge | undefined): Ruling {
  if (edge === undefined) return above.node === undefined ? above : { ...above, node: undefined };
  return {
    forced: above.forced ?? (masks(edge) ? edge.type : undefined),
    named: above.forced === undefined ? edge.rule === 'pseudonym' : above.named,
    passed: above.passed || edge.rule === 'pass',
    node: edge.node,
  };
}

function masks(edge: PlanEdge): boolean {
  return edge.rule === 'mask' || edge.rule === 'pseudonym';
}
