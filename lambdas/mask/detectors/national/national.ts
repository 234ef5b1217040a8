import type { Finding } from '../detector.ts';
import { IDENTIFIERS, type Identifier } from './identifiers.ts';

const SEPARATORS = /[\s.:/-]/g;

/**
 * National identity, tax and health numbers of some twenty countries, by form and check digits. An opt-in pack: a chance number has
 * one such form or another too often for texts that hold none of them.
 */
export function nationalIdsIn(text: string): readonly Finding[] {
  return IDENTIFIERS.flatMap((identifier) => foundOf(identifier, text));
}

function foundOf({ type, form, check }: Identifier, text: string): readonly Finding[] {
  const findings: Finding[] = [];
  for (const match of text.matchAll(form)) {
    const [id] = match;
    if (check(compact(id, type))) findings.push({ start: match.index, end: match.index + id.length, type });
  }
  return findings;
}

/** The Finnish sign for the century is a character of the number itself. */
function compact(id: string, type: string): string {
  return (type === 'fi-hetu' ? id : id.replace(SEPARATORS, '')).toUpperCase();
}
