import { PERSONAL_TYPES } from './personal-types.ts';
import type { MaskingReport } from './report.ts';

/** How many personal values were masked. Secrets do not count. */
export function personalIn({ byType }: Pick<MaskingReport, 'byType'>): number {
  return Object.entries(byType).reduce((sum, [type, count]) => sum + (PERSONAL_TYPES.has(type) ? count : 0), 0);
}
