import type { MaskPlan, PlanEdge, PlanNode } from '../plan.ts';
import type { MaskingPolicy } from './masking-policy.ts';
import type { MaskingRules } from './rules.ts';

type FieldRule = MaskingPolicy['fields'][number];

/** The plan of an operation's answer with the team's own rules over it: they count before AWS's and the reviewed tables'. */
export function planWithPolicy(
  plan: MaskPlan,
  rules: MaskingRules,
  call: { service: string; operation: string },
): MaskPlan {
  const fields = rules.policy.fields.filter((field) => isFor(field.operation, call));
  const root = fields.reduce<PlanNode | undefined>(
    (node, field) => overlaid(node, stepsOf(field.path), field),
    plan.root,
  );
  const binary = rules.policy.binary.some((operation) => isFor(operation, call));
  return { ...planUnderPolicy(plan, rules), root, binary };
}

/** The plan with the team's types and patterns only: for inputs, reasons and error texts. */
export function planUnderPolicy(plan: MaskPlan, rules: MaskingRules): MaskPlan {
  const addresses = plan.addresses || rules.addresses;
  return { ...plan, addresses, nationalIds: plan.nationalIds === true || rules.nationalIds, rules };
}

function isFor(named: string, { service, operation }: { service: string; operation: string }): boolean {
  return named === '*' || named === `${service}:*` || named === `${service}:${operation}`;
}

/** `Items[*].note` is Items, any, note. */
function stepsOf(path: string): readonly string[] {
  return path.replaceAll('[*]', '.*').split('.');
}

/** A copy of a node with one field's rule in it; the node itself belongs to a plan that is shared. */
function overlaid(node: PlanNode | undefined, steps: readonly string[], field: FieldRule): PlanNode {
  const [step = '', ...deeper] = steps;
  const edge = edgeFor(edgeAt(node, step), deeper, field);
  const members = new Map(node?.members ?? []);
  if (step === '*') {
    const named = [...members].map(([name, below]) => [name, edgeFor(below, deeper, field)] as const);
    return { members: new Map(named), values: edge };
  }
  return { members: members.set(step, edge), ...(node?.values && { values: node.values }) };
}

function edgeAt(node: PlanNode | undefined, step: string): PlanEdge | undefined {
  return (step === '*' ? undefined : node?.members?.get(step)) ?? node?.values;
}

/** Below the field nothing counts but its rule: what AWS marks there too is the field's. */
function edgeFor(known: PlanEdge | undefined, deeper: readonly string[], field: FieldRule): PlanEdge {
  if (deeper.length > 0) return { rule: 'scan', type: '', ...known, node: overlaid(known?.node, deeper, field) };
  return { rule: field.show, type: 'type' in field ? field.type : '' };
}
