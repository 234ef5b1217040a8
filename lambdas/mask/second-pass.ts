import { scanLeaf } from './first-pass.ts';
import type { ReplaceKnown } from './known-secrets.ts';
import { blankRuns } from './layers/runs.ts';
import { type Pass, sceneOf } from './pass.ts';
import { pathOf } from './path.ts';
import { isStandIn } from './placeholder.ts';
import { count } from './report.ts';
import { scanText } from './scan.ts';
import { throughLayer } from './through-layer.ts';
import type { Spot, Visitor } from './walk.ts';

/** The second pass, over what the first one left: secrets found in one place, replaced in all others. */
export function secondVisitor(pass: Pass, replace: ReplaceKnown, depth = 0): Visitor {
  const inText = (text: string, spot: Spot): string => {
    const layered = throughLayer(pass, text, {
      spot,
      depth,
      visitor: (deeper) => secondVisitor(pass, replace, deeper),
    });
    const found = (type: string) => count(pass.tally, pathOf(spot), { type, reason: 'repeat' });
    const replaced = replaceInRuns(replace(layered ?? text, found), replace, found);
    return replaced === text ? text : scanLeaf(pass, replaced, spot);
  };
  return {
    text: (text, spot) => (isStandIn(text) ? text : inText(text, spot)),
    number: (value) => value,
    fixed: (value) => value,
    key: (key, spot) => {
      const replaced = replace(key, (type) => count(pass.tally, pathOf(spot.parent), { type, reason: 'repeat' }));
      return replaced === key ? key : scanText(replaced, sceneOf(pass, spot)).text;
    },
  };
}

/** Base64 and escapes inside a longer text: the stretch is blanked if what it says holds a known secret, however that is aligned. */
function replaceInRuns(text: string, replace: ReplaceKnown, found: (type: string) => void): string {
  return blankRuns(text, (decoded) => {
    let held: string | undefined;
    replace(decoded, (type) => (held = type));
    if (held !== undefined) found(held);
    return held;
  });
}
