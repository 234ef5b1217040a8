import { groupsFrom, hasDigits, isAddressAt, startsNumber } from './digits.ts';
import { findCard } from './card.ts';
import type { Detector, Finding, Scene } from './detector.ts';
import { findPhone } from './phone.ts';
import { findSsn } from './ssn.ts';

const FEWEST_DIGITS = 7;

/** Cards, social security and telephone numbers: one reading of the digit groups serves the three of them. */
export const NUMBER: Detector = { name: 'number', digits: true, probe: probeNumber };

function probeNumber(text: string, at: number, scene: Scene): Finding | undefined {
  if (!startsNumber(text, at) || !hasDigits(text, at, FEWEST_DIGITS)) return undefined;
  if (isAddressAt(text, at)) return undefined;
  const seen = { groups: groupsFrom(text, at), scene };
  return findCard(text, at, seen) ?? findSsn(text, at, seen) ?? findPhone(text, at, seen);
}
