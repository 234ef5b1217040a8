import type { Scene } from './detectors/detector.ts';
import { type KnownSecrets, searchFor, type SecretSearch } from './known-secrets.ts';
import { isPersonal } from './named-value.ts';
import type { MaskPlan } from './plan.ts';
import { newTally, type Tally } from './report.ts';
import type { Scanned } from './scan.ts';
import type { Spot } from './spot.ts';

/** One masking under way: what it goes by and what it has found. */
export interface Pass {
  readonly plan: MaskPlan;
  readonly known: KnownSecrets;
  readonly tally: Tally;
  /** What every scan may know. */
  readonly scene: Scene;
  /** Whether a text that no detector looks at need not be looked at: a team's own patterns may look for anything. */
  readonly skims: boolean;
  /** Keys seen before, with what they became. */
  readonly keys: Map<string, Scanned>;
  /** Values seen before in which nothing was found: an answer says many things many times. */
  readonly clean: Set<string>;
  /** What became of texts that do not say all they hold as it is written: a search in them has to decode them again. */
  readonly encoded: Set<string>;
  /** How often something was decoded that is not written as it says. */
  veiled: number;
  decoded: number;
  /** The search for the known secrets, compiled when it was last needed. */
  search: SecretSearch | undefined;
}

/** A masking that has not begun. */
export function newPass(plan: MaskPlan, known: KnownSecrets): Pass {
  const { addresses, nationalIds, isPhoneNumber, rules } = plan;
  return {
    plan,
    known,
    scene: { about: undefined, addresses, nationalIds, isPhoneNumber, rules },
    skims: (rules?.policy.patterns.length ?? 0) === 0,
    tally: newTally(rules?.id),
    keys: new Map(),
    clean: new Set(),
    encoded: new Set(),
    veiled: 0,
    decoded: 0,
    search: undefined,
  };
}

/** The search for all secrets known by now. The pieces of a long text often have no new ones. */
export function searchOf(pass: Pass): SecretSearch {
  if (pass.search?.size !== pass.known.size) pass.search = searchFor(pass.known);
  return pass.search;
}

/** What the scan of a value may know: the policy, and its name's class if that is personal: the value's form must confirm it. */
export function sceneOf(pass: Pass, { says }: Spot): Scene {
  return says !== undefined && isPersonal(says) ? { ...pass.scene, about: says } : pass.scene;
}
