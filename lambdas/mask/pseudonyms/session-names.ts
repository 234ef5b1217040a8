import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import type { MaskingRules } from '../policy/rules.ts';
import { tokenOf } from './token.ts';

/** A shorter value would stand in too many texts by chance; a longer one is no name of anything. In UTF-16 units. */
const SHORTEST = 6;
const LONGEST = 512;
/** The values of one answer that get pseudonyms: what lies beyond is masked. */
export const MOST_NAMES = 500;

/** A value and its pseudonym. `mac` is the whole HMAC-SHA-256 in hexadecimal, whose beginning the pseudonym shows. */
export interface Named {
  readonly token: string;
  readonly mac: string;
  readonly value: string;
}

/**
 * The pseudonyms of one session: HMAC-SHA-256 over type and exact value, under a key that only this session of this agent has.
 * Nothing is normalised, since what a pseudonym is turned back into has to be what it stood for, to the letter.
 */
export class SessionNames {
  readonly #key: KeyObject;
  readonly #named = new Map<string, Named>();

  /** `sessionKey` is the session's secret, 32 bytes; the key for names is derived from it (HKDF, RFC 5869). */
  constructor(sessionKey: Uint8Array) {
    this.#key = createSecretKey(Buffer.from(hkdfSync('sha256', sessionKey, '', 'countersign names', 32)));
  }

  /** The pseudonym of a value, undefined where it is better masked: too short, too long, one too many, or another's already. */
  name(type: string, value: string): string | undefined {
    if (value.length < SHORTEST || value.length > LONGEST || !value.isWellFormed()) return undefined;
    const named = this.of(type, value);
    const known = this.#named.get(named.token);
    if (known !== undefined) return known.value === value ? named.token : undefined;
    if (this.#named.size >= MOST_NAMES) return undefined;
    this.#named.set(named.token, named);
    return named.token;
  }

  /** What a pseudonym given out by `name` stands for. */
  meantBy(token: string): Named | undefined {
    return this.#named.get(token);
  }

  /** The value with its pseudonym, whether or not it may be given out. */
  of(type: string, value: string): Named {
    const mac = createHmac('sha256', this.#key).update(`${type}\0${value}`).digest('hex');
    return { token: tokenOf(type, mac), mac, value };
  }
}

/** The team's rules with a session's pseudonyms in the place of the stand-ins that the policy gives them for. */
export function rulesNaming(rules: MaskingRules, names: SessionNames): MaskingRules {
  const forms: Readonly<Record<string, string | undefined>> = rules.policy.types;
  const name = (type: string, value: string) => names.name(type, value);
  const show = (type: string, value: string) =>
    (forms[type] === 'pseudonym' ? name(type, value) : undefined) ?? rules.show(type, value);
  return { ...rules, name, show };
}
