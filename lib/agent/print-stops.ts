import { untrustedLines } from '../../lambdas/approve/untrusted.ts';
import type { Stop } from '../../lambdas/record/stop.ts';
import type { ResumeView, StopView } from './operator.ts';

/** A stop that was just ordered: what holds, what still runs, and what becomes of the rest. */
export function printStop({ stop, running, closing }: StopView): string {
  const rest = closing
    ? 'what waits or is approved is being closed now'
    : 'what waits or is approved is closed within a minute';
  const began = running.length === 0 ? 'nothing was running' : `already running, left to end: ${running.join(', ')}`;
  return readable([line(stop), `  nothing of it starts any more; ${rest}`, `  ${began}`]);
}

/** What holds still after a resume. */
export function printResumed({ scope, remaining }: ResumeView): string {
  const still = remaining.length === 0 ? ['  nothing is stopped'] : ['  still stopped:', ...remaining.map(indented)];
  return readable([`${scope}  RESUMED`, ...still]);
}

/** Everything that is stopped, one a line. */
export function printStops(stops: readonly Stop[]): string {
  return readable(stops.length === 0 ? ['nothing is stopped'] : stops.map(line));
}

function line({ scope, by, at, reason }: Stop): string {
  return `${scope}  STOPPED  ${at}  by ${by}: ${reason}`;
}

function indented(stop: Stop): string {
  return `  ${line(stop)}`;
}

function readable(lines: readonly string[]): string {
  return `${untrustedLines(lines.join('\n'))}\n`;
}
