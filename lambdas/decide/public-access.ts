import type { Call } from '../catalogue/call.ts';
import { isJsonObject, type Json } from '../runtime/json.ts';
import type { Leaf } from './input-leaves.ts';

type Asked = Pick<Call, 'service' | 'operation' | 'input'>;

/** Operations that take access away, or only look. They may name the world without opening anything to it. */
const CLOSING = /^(Batch)?(Revoke|Remove|Delete|Detach|Disable|Deny|Get|List|Describe|Search|Simulate|Validate|Test)/;
/** Operations that lift a block on public access as a whole. */
const LIFTING = /^Delete\w*PublicAccessBlock$/;
const BLOCKS = ['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'];
/** What leads out opens nothing to those outside. */
const OUTWARD = /Egress|Route/;

const EVERYBODY = /acs\.amazonaws\.com\/groups\/global\/(AllUsers|AuthenticatedUsers)/i;
const OPEN_MEMBERS =
  /^(publicly?Accessible|\w*associatePublicIp\w*|mapPublicIp\w*|(endpoint)?publicAccess(Enabled)?)$/i;
const OPEN_TEXTS: readonly { readonly name: RegExp; readonly value: RegExp }[] = [
  { name: /^\w*acl$/i, value: /^(public-|authenticated-read)/ },
  { name: /^(functionUrl)?auth(orization)?type$/i, value: /^none$/i },
  { name: /^scheme$/i, value: /^internet-facing$/i },
  { name: /^(principals?|awsAccountIds?)$/i, value: /^\*$/ },
  { name: /^(user)?group(name)?s?$|^(values|accountIds|userIds)ToAdd$/i, value: /^all$/i },
];

/** Whether a call opens something to everybody, or may: its ACL, policy document, address range, flag or missing block says so. */
export function opensToPublic(call: Asked, leaves: readonly Leaf[]): boolean {
  if (LIFTING.test(call.operation)) return true;
  if (CLOSING.test(call.operation)) return false;
  return lacksBlock(call) || leaves.some((leaf) => isOpen(leaf, call.operation));
}

/** Of the four blocks on public access, one that is left out of a new configuration is off. */
function lacksBlock({ operation, input }: Asked): boolean {
  if (!/^Put\w*PublicAccessBlock$/.test(operation)) return false;
  const blocks = input['PublicAccessBlockConfiguration'];
  return !BLOCKS.every((name) => isJsonObject(blocks) && blocks[name] === true);
}

function isOpen({ name, value }: Leaf, operation: string): boolean {
  if (typeof value === 'string') return isOpenText(name, value, operation);
  return (value === true && OPEN_MEMBERS.test(name)) || (value === false && BLOCKS.includes(name));
}

function isOpenText(name: string, value: string, operation: string): boolean {
  if (EVERYBODY.test(value) || isOpenDocument(value)) return true;
  if (OPEN_TEXTS.some((open) => open.name.test(name) && open.value.test(value))) return true;
  return !OUTWARD.test(operation) && /cidr/i.test(name) && isWide(value);
}

/** Ranges so wide that hardly anybody stands outside: two halves of the world are the world. */
function isWide(range: string): boolean {
  const bits = /\/(\d{1,3})$/.exec(range.trim())?.[1];
  return bits !== undefined && Number(bits) < (range.includes(':') ? 20 : 8);
}

/** A policy document that allows everybody. One that speaks of principals and cannot be read may. */
function isOpenDocument(text: string): boolean {
  if (!/^\s*\{/.test(text) || !/principal/i.test(text)) return false;
  try {
    return statementsIn(JSON.parse(text) as Json).some(allowsEverybody);
  } catch {
    return true;
  }
}

function statementsIn(document: Json): readonly Json[] {
  const statements = isJsonObject(document) ? (document['Statement'] ?? []) : [];
  return Array.isArray(statements) ? (statements as readonly Json[]) : [statements];
}

/** A condition may narrow it; whether it does is for a person to see. */
function allowsEverybody(statement: Json): boolean {
  if (!isJsonObject(statement) || statement['Effect'] === 'Deny') return false;
  return 'NotPrincipal' in statement || namesEverybody(statement['Principal'] ?? null);
}

function namesEverybody(principal: Json): boolean {
  if (principal === '*') return true;
  if (typeof principal !== 'object' || principal === null) return false;
  return Object.values(principal).some(namesEverybody);
}
