import { untrustedLines } from '../../lambdas/approve/untrusted.ts';
import type { MaskingReport } from '../../lambdas/mask/report.ts';
import type { ClosedView, OpenView, OperationView, SessionView } from './operation-view.ts';
import { BadEnvelope, type GatewayProblem } from './problems.ts';

/** An operation for a person: what it is, how it stands, why, the masked result, and what to do next. */
export function printOperation(view: OperationView): string {
  const { operation, decision, reason } = view;
  const { service, region, account } = operation;
  const lines = [
    `${view.id}  ${view.status}`,
    field('call', `${service}:${operation.operation} in ${region}, account ${account}`),
    field('reason', reason),
    field(
      'decision',
      `${decision.verdict} (${decision.policies.join(', ') || 'no policy'}): ${decision.reasons.join(' ')}`,
    ),
    ...(view.terminal ? ending(view) : waiting(view)),
  ];
  return readable(lines);
}

/** A session's operations, one a line. */
export function printSession({ session, operations }: SessionView): string {
  const line = ({ id, status, operation, reason }: OperationView): string =>
    `${id}  ${status.padEnd(9)}  ${operation.service}:${operation.operation}  ${reason}`;
  return readable([`session ${session}, ${operations.length} operations`, ...operations.map(line)]);
}

/** A problem for a person: what is wrong, and each faulty member of the envelope by its pointer. */
export function printProblem(error: GatewayProblem): string {
  const { title, detail } = error.problem;
  const faults = error instanceof BadEnvelope ? error.faults : [];
  if (faults.length === 0) return readable([title, `  ${detail}`]);
  return readable([title, ...faults.map((fault) => `  ${fault.pointer || '/'}: ${fault.detail}`)]);
}

/** One line for a status that was just reached. */
export function printStatus(view: OperationView): string {
  const until = !view.terminal && view.deadline ? ` until ${view.deadline}` : '';
  return readable([`${view.id}  ${view.status}${until}`]);
}

function waiting({ id, status, deadline }: OpenView): string[] {
  const what = status === 'PENDING' ? 'waiting for a reviewer' : 'on its way';
  return [field('next', `${what}${deadline ? ` until ${deadline}` : ''}; countersign get ${id} --wait`)];
}

function ending(view: ClosedView): string[] {
  switch (view.status) {
    case 'SUCCEEDED':
      return [...masked(view.masking), field('result', ''), JSON.stringify(view.result, null, 2)];
    case 'FAILED':
      return [...masked(view.masking), field('error', `${view.error.code}: ${view.error.message}`)];
    default:
      return [field('because', view.because), ...advice(view.status)];
  }
}

function advice(status: ClosedView['status']): string[] {
  if (status === 'OUTCOME_UNKNOWN')
    return [field('next', 'it may have run: look at the resource before you ask again')];
  if (status === 'EXPIRED') return [field('next', 'nothing was run; ask again if it is still needed')];
  return [];
}

function masked({ findings, byType, truncated }: MaskingReport): string[] {
  if (findings === 0) return [field('masked', 'nothing')];
  const types = Object.entries(byType).map(([type, count]) => `${type} ${count}`);
  const more = truncated ? '; a limit was met, so whole parts are masked' : '';
  return [field('masked', `${findings} ${findings === 1 ? 'value' : 'values'} (${types.join(', ')})${more}`)];
}

function field(name: string, text: string): string {
  return `  ${name.padEnd(9)} ${text}`.trimEnd();
}

/** Nothing from AWS or an agent may move the cursor, hide or re-order what a person reads here. */
function readable(lines: readonly string[]): string {
  return `${untrustedLines(lines.join('\n'))}\n`;
}
