import type { Expr } from '@cedar-policy/cedar-wasm/nodejs';

/** Operators whose evaluation cannot fail when the policy passed Cedar's strict validation, if their operands cannot. */
const SAFE = new Set(
  '== != in < <= > >= && || ! contains containsAll containsAny isEmpty has like is Set Value Var'.split(' '),
);

/**
 * Whether a validated expression cannot fail. Cedar's validator excludes all failures but integer overflow, extension
 * functions and attributes of missing entities; so all of those, and whatever is not known here, count as unsafe.
 */
export function isSafe(expression: Expr): boolean {
  return Object.entries(expression).every(([operator, operands]) => {
    if (operator === 'Value' || operator === 'Var') return true;
    if (operator === '.') return isOfContext(expression);
    return SAFE.has(operator) && operandsIn(operands).every(isSafe);
  });
}

/** Whether an expression reads the action that is asked about. */
export function mentionsAction(node: unknown): boolean {
  if (typeof node !== 'object' || node === null) return false;
  if ('Value' in node) return false;
  return ('Var' in node && node.Var === 'action') || Object.values(node).some(mentionsAction);
}

/** Whether a number in an expression may have lost its last digits on the way through JSON. */
export function holdsHugeNumber(node: unknown): boolean {
  if (typeof node === 'number') return !Number.isSafeInteger(node);
  return typeof node === 'object' && node !== null && Object.values(node).some(holdsHugeNumber);
}

/** The name of the context's attribute that an expression reads, `region` for `context.region`; undefined for any other. */
export function contextAttribute(expression: unknown): string | undefined {
  const access = isObject(expression) ? expression['.'] : undefined;
  if (!isObject(access) || !isObject(access['left']) || access['left']['Var'] !== 'context') return undefined;
  return typeof access['attr'] === 'string' ? access['attr'] : undefined;
}

/** Attributes of the context, at any depth, are there: validation saw to that, and entities have none. */
function isOfContext(expression: unknown): boolean {
  if (!isObject(expression)) return false;
  const access = expression['.'];
  return isObject(access) ? isOfContext(access['left']) : expression['Var'] === 'context';
}

function operandsIn(operands: unknown): readonly Expr[] {
  if (Array.isArray(operands)) return operands as readonly Expr[];
  if (!isObject(operands)) return [];
  return ['left', 'right', 'arg', 'in'].flatMap((name) => (name in operands ? [operands[name] as Expr] : []));
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
