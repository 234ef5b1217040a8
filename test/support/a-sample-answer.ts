import { NormalizedSchema } from '@smithy/core/schema';
import type { MaskPlan, PlanNode } from '../../lambdas/mask/plan.ts';

/** The SDK's own schema of an operation: `[9, namespace, name, traits, input, output]`. */
const OUTPUT = 5;
const DEEPEST = 7;

/** What goes into the text members of a sample answer, one after the other. */
export type NextText = () => string;

/**
 * An answer that fits the SDK's output schema, with a text in every text and blob member that the plan does not pass. Lists have one
 * element, maps the key that is given. A streamed member is left to `stream`.
 */
export function aSampleAnswer(
  schema: unknown,
  plan: MaskPlan,
  given: { text: NextText; key: string; stream: (text: string, member: string) => unknown },
): Record<string, unknown> {
  const output = NormalizedSchema.of((schema as unknown[])[OUTPUT] as Parameters<typeof NormalizedSchema.of>[0]);
  const fill = (part: NormalizedSchema, node: PlanNode | undefined, at: Place): unknown => {
    if (part.isUnitSchema()) return {};
    if (at.passed) return 'passed';
    if (part.isStructSchema()) return structure(part, node, at);
    const values = node?.values;
    const below = { ...at, depth: at.depth + 1, passed: values?.rule === 'pass' };
    if (part.isListSchema()) return at.depth > DEEPEST ? [] : [fill(part.getValueSchema(), values?.node, below)];
    if (part.isMapSchema())
      return at.depth > DEEPEST ? {} : { [given.key]: fill(part.getValueSchema(), values?.node, below) };
    return leaf(part, at);
  };
  const structure = (part: NormalizedSchema, node: PlanNode | undefined, at: Place): unknown => {
    const name = part.getName(true) ?? '';
    if (at.depth > DEEPEST || at.within.includes(name)) return {};
    const members = [...part.structIterator()].map(([member, inner]) => {
      const edge = node?.members?.get(member);
      const place = { member, depth: at.depth + 1, within: [...at.within, name], passed: edge?.rule === 'pass' };
      return [member, fill(inner, edge?.node, place)];
    });
    return Object.fromEntries(members);
  };
  const leaf = (part: NormalizedSchema, { member }: Place): unknown => {
    if (part.isStreaming()) return given.stream(given.text(), member);
    if (part.isStringSchema()) return given.text();
    if (part.isBlobSchema()) return Buffer.from(given.text());
    if (part.isDocumentSchema()) return { any: given.text() };
    if (part.isTimestampSchema()) return new Date(0);
    return part.isBooleanSchema() ? true : 7;
  };
  return fill(output, plan.root, { member: '', depth: 0, within: [], passed: false }) as Record<string, unknown>;
}

interface Place {
  readonly member: string;
  readonly depth: number;
  readonly within: readonly string[];
  readonly passed: boolean;
}
