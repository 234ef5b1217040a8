import type { MaskPlan, PlanEdge, PlanNode } from './plan.ts';

/**
 * What a plan masks whole, by path: member names joined by `/`, `*` for every element or value; each with the type shown.
 * A plan made from the SDK's schema boils down to these, so that a function without the SDK can mask by them.
 */
export type MarkedPaths = Readonly<Record<string, string>>;

/** The paths that a plan masks whole. A recursive shape is followed once. */
export function markedPaths(plan: MaskPlan): MarkedPaths {
  const marked: Record<string, string> = {};
  collect(plan.root, { at: [], within: new Set() }, marked);
  return marked;
}

interface Place {
  readonly at: readonly string[];
  readonly within: ReadonlySet<PlanNode>;
}

function collect(node: PlanNode | undefined, place: Place, marked: Record<string, string>): void {
  if (node === undefined || place.within.has(node)) return;
  const within = new Set([...place.within, node]);
  for (const [name, edge] of edgesOf(node)) {
    const at = [...place.at, name];
    if (edge.rule === 'mask') marked[at.join('/')] = edge.type;
    else collect(edge.node, { at, within }, marked);
  }
}

function edgesOf({ members, values }: PlanNode): readonly (readonly [string, PlanEdge])[] {
  return [...(members ?? []), ...(values ? [['*', values] as const] : [])];
}

/** A plan that masks these paths whole and looks at everything else by name and content. */
export function planOfPaths(marked: MarkedPaths): MaskPlan {
  const root = newLevel();
  for (const [path, type] of Object.entries(marked)) {
    const parts = path.split('/');
    const last = parts.pop() ?? '';
    const level = parts.reduce(below, root);
    level.edges.set(last, { rule: 'mask', type });
  }
  return { root: nodeOf(root), addresses: false };
}

interface Level {
  readonly edges: Map<string, PlanEdge>;
  readonly levels: Map<string, Level>;
}

function newLevel(): Level {
  return { edges: new Map(), levels: new Map() };
}

function below(level: Level, name: string): Level {
  const next = level.levels.get(name) ?? newLevel();
  level.levels.set(name, next);
  return next;
}

function nodeOf({ edges, levels }: Level): PlanNode {
  const deeper = [...levels].map(([name, level]) => [name, { rule: 'scan', type: '', node: nodeOf(level) }] as const);
  const { '*': values, ...members } = Object.fromEntries<PlanEdge>([...deeper, ...edges]);
  return { members: new Map(Object.entries(members)), ...(values && { values }) };
}
