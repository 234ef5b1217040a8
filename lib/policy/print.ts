import { untrustedLines } from '../../lambdas/approve/untrusted.ts';
import type { Flip, Replay } from './replay.ts';
import { short } from './registry.ts';
import type { Determining, Today, Why } from './why.ts';

/** A replay for a person: one flip a line, then the sum. */
export function printReplay(view: Replay, withTerms: boolean): string {
  const { policySet, answered, flips, terms, undecided, unreadable } = view;
  const sum =
    `${flips.length} of ${counted(answered, 'recorded operation')} flip under ${short(policySet)}; ` +
    `${terms.length} more keep the verdict under other terms${withTerms || terms.length === 0 ? '' : ' (--terms)'}`;
  const left = [
    ...(undecided.length > 0 ? [`${counted(undecided.length, 'operation')} not decided by policies`] : []),
    ...(unreadable.length > 0 ? [`${counted(unreadable.length, 'operation')} without a readable question`] : []),
  ];
  const other = withTerms ? terms.map((flip) => `${flipLine(flip)} [terms]`) : [];
  return readable([...flips.map(flipLine), ...other, sum, ...left]);
}

/** Observed changes for a person. */
export function printObserved(flips: readonly Flip[]): string {
  const sum = `${counted(flips.length, 'recorded operation')} would have been answered otherwise by observed policies`;
  return readable([...flips.map(flipLine), sum]);
}

function flipLine({ id, createdAt, call, was, becomes, policies, reasons, uncertain }: Flip): string {
  const doubt = uncertain ? ' (a fact is masked on record, so this is not certain)' : '';
  const by = policies.length > 0 ? policies.join(', ') : 'no policy';
  return `${id}  ${createdAt}  ${call}  ${was} -> ${becomes}  ${by}: ${reasons.join(' ')}${doubt}`;
}

/** A recorded decision, explained for a person. */
export function printWhy({ id, status, call, agent, createdAt, decision, policies, today }: Why): string {
  return readable([
    `${id}  ${status}`,
    `  call      ${call}`,
    `  agent     ${agent}`,
    `  decision  ${decision.verdict}, ${createdAt}, policy set ${decision.policySet}`,
    ...decision.reasons.map((reason) => `            ${reason}`),
    ...(policies.length === 0 ? ['  policies  none matched'] : policies.flatMap(policyLines)),
    ...todayLines(today),
  ]);
}

function policyLines({ id, place, text, facts = {} }: Determining): readonly string[] {
  if (text === undefined)
    return [`  policy    ${id} (its set is neither in this folder nor published, so its text is gone)`];
  return [
    `  policy    ${id}${place === undefined ? '' : `  ${place}`}`,
    ...text.split('\n').map((line) => `            ${line}`),
    ...Object.entries(facts).map(([name, value]) => `            ${name} was ${JSON.stringify(value)}`),
  ];
}

function todayLines(today: Today): readonly string[] {
  if ('unknown' in today) return [`  today     ${today.unknown}`];
  const { decision, same, policySet, note } = today;
  const by = decision.policies.join(', ') || 'no policy';
  const answer = `${decision.verdict} (${by}), policy set ${short(policySet)}`;
  return [`  today     ${same ? 'the same' : 'another answer'}: ${answer}${note === undefined ? '' : `, ${note}`}`];
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Nothing on record may move the cursor, hide or re-order what a person reads here. */
function readable(lines: readonly string[]): string {
  return `${untrustedLines(lines.join('\n'))}\n`;
}
