import type { Spot } from './spot.ts';

const PLAIN_KEY = /^[A-Za-z_$][\w$]{0,63}$/;

/** A path names a place for a person; the levels above its last 40 are left out. */
const MOST_STEPS = 40;

/** The JSON path of a spot, with `[*]` for any index, `[masked]` for keys that are sensitive themselves, `{json}` for a decoded layer. */
export function pathOf(spot: Spot | undefined): string {
  const steps: string[] = [];
  let at = spot;
  for (; at !== undefined && steps.length < MOST_STEPS; at = at.parent) steps.push(stepOf(at));
  return `$${at === undefined ? '' : '...'}${steps.reverse().join('')}`;
}

function stepOf(spot: Spot): string {
  const layer = spot.layer ?? '';
  if (spot.parent === undefined) return layer;
  if (spot.key === undefined) return `[*]${layer}`;
  return keyStep(spot, spot.key) + layer;
}

function keyStep(spot: Spot, key: string): string {
  if (spot.modelled) return `.${key}`;
  if (spot.parent?.ruling.forced !== undefined || spot.hidden === true) return '[masked]';
  return PLAIN_KEY.test(key) ? `.${key}` : `[${JSON.stringify(key.slice(0, 64))}]`;
}
