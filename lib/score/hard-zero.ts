/** What no agent can work without and nobody need hide: masking one of these is always wrong. */
export const HARD_ZERO_KINDS = ['arn', 'resource-id', 'uuid', 'date', 'region', 'account-id', 'request-token'] as const;
export type HardZeroKind = (typeof HARD_ZERO_KINDS)[number];

/** Forms of whole values, written here apart from those that masking goes by, so that one judges the other. */
const FORMS: readonly (readonly [HardZeroKind, RegExp])[] = [
  ['arn', /^arn:aws[\w-]*:[\w-]+:[\w-]*:(?:\d{12}|aws)?:\S+$/],
  ['uuid', /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i],
  ['date', /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?$/],
  ['region', /^(?:af|ap|ca|cn|eu|il|me|mx|sa|us)(?:-gov|-iso[a-z]?)?-[a-z]+-\d[a-f]?$/],
  ['account-id', /^\d{12}$/],
  ['resource-id', /^(?:[a-z]{1,12}-){1,3}[0-9a-f]{8,17}$/],
  // Unique ids of IAM: a role's, a user's, a group's, a policy's, an instance profile's.
  ['resource-id', /^(?:AROA|AIDA|AGPA|ANPA|AIPA)[A-Z0-9]{12,}$/],
];

/** Members that carry pages and idempotency: their values look like secrets and are none. */
const REQUEST_TOKEN =
  /^(?:(?:next|start(?:ing)?|pagination|continuation|page|previous|next_?continuation|client(?:request)?|request|creat(?:ion|or)(?:request)?|idempotency)token|(?:next)?marker)$/i;

/** The kind of a leaf by its own form or, for tokens of pages and requests, by its member's name; undefined for any other. */
export function hardZeroKind(name: string, value: string): HardZeroKind | undefined {
  if (REQUEST_TOKEN.test(name)) return 'request-token';
  return FORMS.find(([, form]) => form.test(value))?.[0];
}
