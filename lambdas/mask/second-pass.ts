import type { Json, JsonObject } from '../runtime/json.ts';
import { judgedAgain, scanLeaf } from './first-pass.ts';
import type { SecretSearch } from './known-secrets.ts';
import { blankRuns } from './layers/runs.ts';
import { type Pass, sceneOf } from './pass.ts';
import { pathOf } from './path.ts';
import { isStandIn } from './placeholder.ts';
import { count, newTally } from './report.ts';
import { scanText } from './scan.ts';
import { type Layers, throughLayer } from './through-layer.ts';
import { ROOT, type Spot } from './spot.ts';
import type { Visitor } from './walk.ts';

/** The second pass, over what the first one left: secrets found in one place, replaced in all others. */
export function secondVisitor(pass: Pass, search: SecretSearch, depth = 0): Visitor {
  const layers: Layers = { pass, depth, below: () => secondVisitor(pass, search, depth + 1) };
  const inText = (text: string, spot: Spot): string => {
    const layered = throughLayer(text, spot, layers);
    const found = (type: string) => count(pass.tally, pathOf(spot), { type, reason: 'repeat' });
    const replaced = replaceInRuns(search.replace(layered ?? text, found), search, found);
    return replaced === text ? text : judgedAgain(pass, scanLeaf(pass, replaced, spot), spot);
  };
  return {
    text: (text, spot) => (isStandIn(text) ? text : inText(text, spot)),
    number: (value) => value,
    fixed: (value) => value,
    key: (key, spot) => {
      const replaced = search.replace(key, (type) =>
        count(pass.tally, pathOf(spot.parent), { type, reason: 'repeat' }),
      );
      return replaced === key ? key : scanText(replaced, sceneOf(pass, spot)).text;
    },
  };
}

/** Base64 and escapes inside a longer text: the stretch is blanked if what it says holds a known secret, however that is aligned. */
function replaceInRuns(text: string, search: SecretSearch, found: (type: string) => void): string {
  return blankRuns(text, (decoded) => {
    let held: string | undefined;
    search.replace(decoded, (type) => (held = type));
    if (held !== undefined) found(held);
    return held;
  });
}

/**
 * Whether anything that the first pass left says a known secret again. Nearly always nothing does, and then the second pass, which
 * costs as much as the first, need not be made. Texts are searched as they are written; decoded are those that the first pass decoded.
 */
export function saysAgain(left: Json, pass: Pass, search: SecretSearch): boolean {
  const trial: Pass = { ...pass, tally: { ...newTally(), bytes: pass.tally.bytes } };
  const visitor = secondVisitor(trial, search);
  const says = (text: string): boolean =>
    search.holds(text) || (pass.encoded.size > 0 && pass.encoded.has(text) && visitor.text(text, ROOT) !== text);
  const open: Json[] = [left];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value === 'string' ? says(value) : addInner(value, open, says)) return true;
  }
  return false;
}

/** Puts what a value consists of on the list, and says whether one of its keys says a secret. */
function addInner(value: Json, open: Json[], says: (key: string) => boolean): boolean {
  if (value === null || typeof value !== 'object') return false;
  if (Array.isArray(value)) {
    for (const item of value) open.push(item);
    return false;
  }
  const members = value as JsonObject;
  for (const key in members) {
    if (says(key)) return true;
    open.push(members[key] ?? null);
  }
  return false;
}
