import { type DigitGroup, groupsFrom, hasDigits, startsNumber } from './digits.ts';
import { findCard } from './card.ts';
import type { Detector, Finding, Scene } from './detector.ts';
import { findPhone } from './phone.ts';
import { findSsn } from './ssn.ts';

const FEWEST_DIGITS = 7;

/** Cards, social security and telephone numbers: one reading of the digit groups serves the three of them. */
export const NUMBER: Detector = { name: 'number', digits: true, probe: probeNumber };

function probeNumber(text: string, at: number, scene: Scene): Finding | undefined {
  if (!startsNumber(text, at) || !hasDigits(text, at, FEWEST_DIGITS)) return undefined;
  const groups = groupsFrom(text, at);
  if (isAddress(groups)) return undefined;
  const seen = { groups, scene };
  return findCard(text, at, seen) ?? findSsn(text, at, seen) ?? findPhone(text, at, seen);
}

/** Four numbers of a byte each with full stops between them: an IPv4 address, for which another detector is there. */
function isAddress(groups: readonly DigitGroup[]): boolean {
  if (groups.length !== 4) return false;
  return groups.every(({ digits, separator }, index) => Number(digits) < 256 && (index === 0 || separator === '.'));
}
