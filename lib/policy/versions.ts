import type { PolicyPointer } from '../../lambdas/decide/policies-in-force.ts';
import { type PolicyRegistry, short, standingOf } from './registry.ts';

/** What decides now, and how it came to that. */
export interface Versions {
  readonly inForce: string;
  readonly bundled: string;
  /** Newest first. */
  readonly moves: readonly PolicyPointer[];
  /** Set where the last move does not count any more. */
  readonly warning?: string;
}

export async function versionsOf(registry: PolicyRegistry): Promise<Versions> {
  const { pointer, inForce } = await standingOf(registry);
  const moves = (await registry.pointers.history()).toReversed();
  const { bundled } = registry;
  const isVoid = pointer !== undefined && pointer.replaces !== bundled;
  return { inForce, bundled, moves, ...(isVoid && { warning: voidSince(pointer, bundled) }) };
}

function voidSince({ policySet, replaces }: PolicyPointer, bundled: string): string {
  return (
    `The set ${short(policySet)} was published in place of the bundled ${short(replaces)}. The gateway was deployed ` +
    `with ${short(bundled)} since, and the later act wins: ${short(bundled)} decides. Publish again to change that.`
  );
}

/** The versions for a person, one move a line. */
export function printVersions({ inForce, bundled, moves, warning }: Versions): string {
  const line = ({ version, action, policySet, at, by, why }: PolicyPointer): string =>
    `  #${version}  ${action.padEnd(8)}  ${short(policySet)}  ${at}  ${by}  ${why}`;
  return [
    `in force  ${inForce}${inForce === bundled ? ' (bundled)' : ''}`,
    `bundled   ${bundled}`,
    ...moves.map(line),
    ...(warning === undefined ? [] : [`warning: ${warning}`]),
    '',
  ].join('\n');
}
