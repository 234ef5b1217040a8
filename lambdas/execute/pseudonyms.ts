import type { UsedPseudonym } from '../decide/decision.ts';
import type { MaskingRules } from '../mask/policy/rules.ts';
import { tokensShown, withTokensReplaced } from '../mask/pseudonyms/in-answer.ts';
import { isPlainText, withValues } from '../mask/pseudonyms/in-input.ts';
import { rulesNaming, SessionNames } from '../mask/pseudonyms/session-names.ts';
import { standIn } from '../mask/placeholder.ts';
import { seal, sealingKey, unseal } from '../mask/pseudonyms/seal.ts';
import { typeOfToken } from '../mask/pseudonyms/token.ts';
import type { BoundCall } from '../record/call.ts';
import type { Allowed, Approved } from '../record/operation.ts';
import {
  type AgentSession,
  agentSessionOf,
  boundText,
  isCurrent,
  type Pseudonym,
  type PseudonymStore,
} from '../record/pseudonym-store.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Json } from '../runtime/json.ts';
import { logFailure } from '../runtime/logger.ts';
import { whatDecides } from '../submit/pseudonyms.ts';
import type { Objection } from './check-grant.ts';
import type { SessionKeys } from './ports.ts';

export interface PseudonymDeps {
  readonly pseudonyms: PseudonymStore;
  readonly sessionKeys: SessionKeys;
  readonly masking: MaskingRules;
  readonly clock: Clock;
}

/** A call with the real values in the place of its pseudonyms, and how its answer is masked. Nothing of it is ever written. */
export interface PutIn {
  readonly kind: 'put-in';
  readonly call: BoundCall;
  readonly rules: MaskingRules;
  /** The real values that were put in, with their pseudonyms. */
  readonly values: ReadonlyMap<string, string>;
  /** Keeps the pseudonyms that a masked answer shows; those that cannot be kept become stand-ins. Never throws. */
  keepShown(answer: Json): Promise<Json>;
}

/** Why no value may be put in: the call does not run. */
export interface PutInRefused {
  readonly kind: 'refused';
  readonly objection: Objection;
}

const refused = (because: string): PutInRefused => ({ kind: 'refused', objection: { status: 'DENIED', because } });

/**
 * Puts real values in the place of the pseudonyms that were decided on, in memory, and opens the session's names for the answer.
 * Refuses when a value cannot be had or is not the one that was shown, and when with it the call would be another one. A call
 * without pseudonyms goes on without a session's key: then its answer has none either.
 */
export async function putIn(operation: Allowed | Approved, deps: PseudonymDeps): Promise<PutIn | PutInRefused> {
  const { call, question, id } = operation;
  const used = question.pseudonyms ?? [];
  const opened = deps.masking.hasPseudonyms || used.length > 0 ? await open(operation, deps) : undefined;
  if (!opened) return used.length === 0 ? asItIs(call, deps.masking) : refused(UNREADABLE);
  const names = namesFor(opened, deps);
  if (used.length === 0) return { ...asItIs(call, deps.masking), ...names };
  const values = await unlessBroken(() => valuesOf(used, opened, deps), id);
  return values ? withRealValues(call, values, names) : refused(UNREADABLE);
}

async function open({ call, id }: Allowed | Approved, { sessionKeys }: PseudonymDeps): Promise<Opened | undefined> {
  const session = agentSessionOf(call);
  const key = session && (await unlessBroken(() => sessionKeys.of(session), id));
  return session && key && { session, key: sealingKey(key), id, names: new SessionNames(key) };
}

const UNREADABLE = 'The values behind its pseudonyms cannot be read, or their time is over; nothing ran.';
const MISPLACED = 'With the real values in the place of its pseudonyms it would be another call than was decided on.';
const NOT_PLAIN = 'A value behind its pseudonyms has characters that cannot be put into the midst of a text.';

interface Opened {
  readonly session: AgentSession;
  /** Seals values. */
  readonly key: Uint8Array;
  readonly id: string;
  readonly names: SessionNames;
}

type Names = Pick<PutIn, 'rules' | 'keepShown'>;

function asItIs(call: BoundCall, rules: MaskingRules): PutIn {
  return { kind: 'put-in', call, rules, values: new Map(), keepShown: async (answer) => answer };
}

function namesFor(opened: Opened, deps: PseudonymDeps): Names {
  return { rules: rulesNaming(deps.masking, opened.names), keepShown: (answer) => keepShown(answer, opened, deps) };
}

/** The value of each pseudonym by its token. Throws where one is missing, expired, altered or another's. */
async function valuesOf(used: readonly UsedPseudonym[], { session, key }: Opened, deps: PseudonymDeps) {
  const found = await deps.pseudonyms.find(
    session,
    used.map(({ token }) => token),
  );
  const current = found.filter((pseudonym) => isCurrent(pseudonym, deps.clock()));
  const values = current.map((pseudonym) => {
    const value = unseal(pseudonym.sealed, boundText(session, pseudonym), key);
    return [pseudonym.token, value] as const;
  });
  if (values.length !== used.length) throw new Error('a pseudonym is not there');
  return new Map(values);
}

async function withRealValues(
  call: BoundCall,
  values: ReadonlyMap<string, string>,
  names: Names,
): Promise<PutIn | PutInRefused> {
  let isPlain = true;
  const input = withValues(call.input, (token, isWhole) => {
    const value = values.get(token);
    isPlain &&= isWhole || value === undefined || isPlainText(value);
    return value ?? token;
  });
  if (!isPlain) return refused(NOT_PLAIN);
  const real = { ...call, input };
  if ((await whatDecides(real)) !== (await whatDecides(call))) return refused(MISPLACED);
  const tokens = new Map([...values].map(([token, value]) => [value, token]));
  return { kind: 'put-in', call: real, values: tokens, ...names };
}

const HOUR = 3600;
/** A reviewer has to read it on a card. */
const LONGEST_PATH = 160;

async function keepShown(answer: Json, opened: Opened, deps: PseudonymDeps): Promise<Json> {
  const keep = async () => deps.pseudonyms.keep(opened.session, pseudonymsIn(answer, opened, deps));
  const unkept = await unlessBroken(keep, opened.id);
  if (unkept?.length === 0) return answer;
  const isGone = (token: string) => unkept?.includes(token) ?? opened.names.meantBy(token) !== undefined;
  return withTokensReplaced(answer, (token) => (isGone(token) ? standIn(typeOfToken(token)) : token));
}

/** The pseudonyms of this session that can be read in an answer, as they are kept. Texts that only look like some are not. */
function pseudonymsIn(
  answer: Json,
  { names, session, key, id }: Opened,
  { clock, masking }: PseudonymDeps,
): Pseudonym[] {
  const until = Math.floor(clock().getTime() / 1000) + masking.policy.pseudonymHours * HOUR;
  return [...tokensShown(answer)].flatMap(([token, path]) => {
    const named = names.meantBy(token);
    if (named === undefined) return [];
    const place = { token, operation: id, path: path.slice(0, LONGEST_PATH).toWellFormed(), until };
    return [{ ...place, mac: named.mac, sealed: seal(named.value, boundText(session, place), key) }];
  });
}

async function unlessBroken<T>(work: () => Promise<T>, operationId: string): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    logFailure('Pseudonyms could not be used', error, { operationId });
    return undefined;
  }
}
