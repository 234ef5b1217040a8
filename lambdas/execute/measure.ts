import type { LimitName, Limits } from '../decide/limits.ts';
import { personalIn } from '../mask/personal.ts';
import type { MaskingReport } from '../mask/report.ts';
import type { Measured } from '../record/withheld.ts';
import type { Json } from '../runtime/json.ts';
import { rowsOf } from './rows.ts';

/** A limit that something is above: `measured` against `allowed`. */
export interface Excess {
  readonly limit: LimitName;
  readonly measured: number;
  readonly allowed: number;
}

/**
 * Measures a masked answer by itself and the report of its masking; undefined for one that is nested too deeply for the
 * stack. Never throws: the call was made, so its outcome must be recorded.
 */
export function measure(result: Json, masking: MaskingReport): Measured | undefined {
  try {
    return { rows: rowsOf(result), bytes: Buffer.byteLength(JSON.stringify(result)), personal: personalIn(masking) };
  } catch {
    return undefined;
  }
}

const OF_ANSWER = { rows: 'maxRows', bytes: 'maxBytes', personal: 'maxPersonal' } as const;

/** The limits of a day by what each counts. */
export const OF_DAY = { rows: 'maxRowsPerDay', bytes: 'maxBytesPerDay', personal: 'maxPersonalPerDay' } as const;

/** The first limit on one answer that this answer is above; undefined when it is within all of them. */
export function excessOf(answer: Measured, limits: Limits): Excess | undefined {
  return firstExcess(answer, limits, OF_ANSWER);
}

/** The first limit of a day that its count would be above; undefined when it is within all of them. */
export function excessOfDay(total: Measured, limits: Limits): Excess | undefined {
  return firstExcess(total, limits, OF_DAY);
}

/** Whether any limit of a day is set. */
export function countsByDay(limits: Limits): boolean {
  return Object.values(OF_DAY).some((name) => limits[name] !== undefined);
}

function firstExcess(
  counted: Measured,
  limits: Limits,
  names: Readonly<Record<keyof Measured, LimitName>>,
): Excess | undefined {
  for (const [what, limit] of Object.entries(names) as [keyof Measured, LimitName][]) {
    const allowed = limits[limit];
    if (allowed !== undefined && counted[what] > allowed) return { limit, measured: counted[what], allowed };
  }
  return undefined;
}
