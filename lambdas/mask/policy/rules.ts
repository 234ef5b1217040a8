import { createHash } from 'node:crypto';
import type { Finding } from '../detectors/detector.ts';
import { standIn } from '../placeholder.ts';
import { DEFAULT_MASKING, type MaskingPolicy } from './masking-policy.ts';
import { partialStandIn } from './partial.ts';

/** A masking policy made ready for use: what the scan and the plans ask of it. */
export interface MaskingRules {
  readonly policy: MaskingPolicy;
  /** Names the policy in reports; empty for a policy that sets nothing. */
  readonly id: string;
  /** Whether IP and MAC addresses are looked for. */
  readonly addresses: boolean;
  /** Whether national identity, tax and health numbers are looked for. */
  readonly nationalIds: boolean;
  /** Whether values of a type are shown as they are. */
  passes(type: string): boolean;
  /** Whether the policy has pseudonyms for anything. */
  readonly hasPseudonyms: boolean;
  /** The pseudonym of a value in the session under way, undefined where it gets none; absent where there is no session. */
  readonly name?: (type: string, value: string) => string | undefined;
  /** What stands in for a value of a type. */
  show(type: string, value: string): string;
  /** What the team's own patterns find in a text. */
  find(text: string): readonly Finding[];
}

/** Compiles a policy once, for the life of a function. Rejects for a pattern that RE2 cannot compile. */
export async function maskingRules(policy: MaskingPolicy): Promise<MaskingRules> {
  if (policy.patterns.length === 0) return rulesWith(policy, () => []);
  const { finderOf } = await import('./patterns.ts'); // RE2 is larger than all detectors, and few teams need it
  return rulesWith(policy, finderOf(policy.patterns));
}

function rulesWith(policy: MaskingPolicy, find: MaskingRules['find']): MaskingRules {
  const forms: Readonly<Record<string, string | undefined>> = policy.types;
  const isMasked = (type: string) => forms[type] === 'mask' || forms[type] === 'pseudonym';
  return {
    policy,
    id: idOf(policy),
    addresses: isMasked('ip-address') || isMasked('mac-address'),
    nationalIds: isMasked('national-id'),
    hasPseudonyms: Object.values(forms).includes('pseudonym') || policy.fields.some(({ show }) => show === 'pseudonym'),
    passes: (type) => forms[type] === 'pass',
    show: (type, value) => (forms[type] === 'partial' ? partialStandIn(type, value) : standIn(type)),
    find,
  };
}

/** The rules of a team that has set nothing. */
export const DEFAULT_RULES: MaskingRules = rulesWith(DEFAULT_MASKING, () => []);

function idOf(policy: MaskingPolicy): string {
  const text = JSON.stringify(policy);
  return text === JSON.stringify(DEFAULT_MASKING) ? '' : createHash('sha256').update(text).digest('hex').slice(0, 12);
}
