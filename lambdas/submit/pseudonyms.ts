import { examine } from '../catalogue/examine.ts';
import type { Fault } from '../catalogue/resolution.ts';
import type { UsedPseudonym } from '../decide/decision.ts';
import { factsOf } from '../decide/input-facts.ts';
import type { MaskingRules } from '../mask/policy/rules.ts';
import { type Placed, tokensPlaced, withValues } from '../mask/pseudonyms/in-input.ts';
import { DIGITS, tokenOf, typeOfToken } from '../mask/pseudonyms/token.ts';
import type { BoundCall, Call } from '../record/call.ts';
import { agentSessionOf, isCurrent, type PseudonymStore } from '../record/pseudonym-store.ts';
import { canonicalJson, type Json, type JsonObject } from '../runtime/json.ts';

/** What is known of an input's pseudonyms, as a part of the question that policies are asked; or why the call cannot be taken. */
export type Recognised =
  | { readonly kind: 'recognised'; readonly used: { readonly pseudonyms?: readonly UsedPseudonym[] } }
  | { readonly kind: 'refused'; readonly faults: readonly Fault[] };

export interface RecogniseDeps {
  readonly pseudonyms: PseudonymStore;
  readonly masking: MaskingRules;
}

/** More of them could not be checked by whoever is asked. */
const MOST_USED = 20;
const NONE: Recognised = { kind: 'recognised', used: {} };

/**
 * Recognises the pseudonyms in a call's input: each must have been shown to this agent in this session, and none may stand where it
 * decides what the call is. Where the masking policy has no pseudonyms, texts of their form are texts. Throws Unavailable.
 */
export async function recognise(call: BoundCall, at: Date, deps: RecogniseDeps): Promise<Recognised> {
  const placed = deps.masking.hasPseudonyms ? tokensPlaced(call.input) : [];
  if (placed.length === 0) return NONE;
  const tokens = [...new Set(placed.map(({ token }) => token))];
  if (tokens.length > MOST_USED) return tooMany(tokens.length);
  const used = await usedIn(call, { tokens, at }, deps.pseudonyms);
  const faults = placed.flatMap((each) =>
    faultOf(each, { isKnown: used.some(({ token }) => token === each.token), call }),
  );
  if (faults.length > 0) return { kind: 'refused', faults };
  const deciding = await decidingPlaces(call, placed);
  return deciding.length > 0
    ? { kind: 'refused', faults: deciding }
    : { kind: 'recognised', used: { pseudonyms: used } };
}

/** The pseudonyms of an input as if each had been shown to its agent: for trying a call out, where there is no session. */
export function assumed(input: JsonObject): { readonly pseudonyms?: readonly UsedPseudonym[] } {
  const tokens = [...new Set(tokensPlaced(input).map(({ token }) => token))];
  if (tokens.length === 0) return {};
  return { pseudonyms: tokens.map((token) => ({ token, type: typeOfToken(token), operation: 'op_?', path: '$' })) };
}

interface Sought {
  readonly tokens: readonly string[];
  readonly at: Date;
}

async function usedIn(
  call: BoundCall,
  { tokens, at }: Sought,
  store: PseudonymStore,
): Promise<readonly UsedPseudonym[]> {
  const session = agentSessionOf(call);
  const found = session ? await store.find(session, tokens) : [];
  return found
    .filter((pseudonym) => isCurrent(pseudonym, at))
    .map(({ token, operation, path }) => ({ token, type: typeOfToken(token), operation, path }));
}

function faultOf(
  { token, pointer, inName }: Placed,
  { isKnown, call }: { isKnown: boolean; call: BoundCall },
): Fault[] {
  const at = `/input${pointer}`;
  if (inName) return [{ pointer: at, detail: `the pseudonym ${token} cannot stand in the name of a member` }];
  if (isKnown) return [];
  const where = call.session ? `the session ${call.session.id}` : 'an operation without a session';
  return [
    { pointer: at, detail: `${where} was shown no pseudonym ${token}, or its time is over; read the value again` },
  ];
}

function tooMany(count: number): Recognised {
  const detail = `holds ${count} different pseudonyms, and a reviewer is shown at most ${MOST_USED}: split the call`;
  return { kind: 'refused', faults: [{ pointer: '/input', detail }] };
}

/**
 * All of a call that credentials, policies and reviewers go by, as one text: another text is another call. Undefined for a call that
 * the catalogue does not take.
 */
export async function whatDecides(call: Call): Promise<string | undefined> {
  const examined = await examine(call);
  if (examined.kind === 'refused') return undefined;
  return canonicalJson({ resolution: examined.resolution, facts: factsOf(call) } as unknown as Json);
}

/** The places where a call would be another one with another value. What is refused for other reasons is left to its own faults. */
async function decidingPlaces(call: BoundCall, placed: readonly Placed[]): Promise<readonly Fault[]> {
  const decides = await whatDecides(call);
  if (decides === undefined || (await whatDecides(otherwise(call))) === decides) return [];
  const faults: Fault[] = [];
  for (const token of new Set(placed.map((each) => each.token))) {
    if ((await whatDecides(otherwise(call, token))) === decides) continue;
    const pointers = placed.filter((each) => each.token === token).map(({ pointer }) => pointer);
    faults.push(...pointers.map((pointer) => ({ pointer: `/input${pointer}`, detail: decidesDetail(token) })));
  }
  return faults.length > 0 ? faults : [{ pointer: '/input', detail: decidesDetail('in it') }];
}

function decidesDetail(token: string): string {
  return `the pseudonym ${token} would decide what the call does or reaches, and nobody could check that; name it in clear`;
}

/** The call with other pseudonyms in the place of one, or of all. */
function otherwise(call: BoundCall, only?: string): BoundCall {
  const other = (token: string) => tokenOf(typeOfToken(token), '0'.repeat(DIGITS));
  const input = withValues(call.input, (token) => (only === undefined || token === only ? other(token) : token));
  return { ...call, input };
}
