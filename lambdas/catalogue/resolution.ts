export type { Fault } from '../runtime/fault.ts';

/** IAM's own access levels (AWS Service Authorization Reference), the strongest where AWS names two. */
export type AccessLevel = 'List' | 'Read' | 'Tagging' | 'Write' | 'Permissions management';

/** Risk classes that an access level does not tell. */
export type Category =
  | 'destructive'
  | 'privilege-escalation'
  | 'credential-exposure'
  | 'data-read'
  | 'cost-bearing'
  | 'resource-exposure'
  | 'account-level';

/**
 * IAM actions on exact resources, as one call needs them.
 *
 * `resources` are patterns of the IAM policy language. Text from a call is escaped (`*`, `?`, `$` are written `${*}`,
 * `${?}`, `${$}`), so a bare `*` or `?` is a wildcard that a reviewed rule meant, such as a secret's `-??????`.
 * `['*']` only for actions that have no resource. `literalOf` in `arn.ts` gives the text that people read.
 *
 * `when` narrows further: every condition key named must equal one of its values (IAM's StringEquals, unescaped).
 */
export interface ActionGrant {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly when?: Readonly<Record<string, readonly string[]>>;
}

interface Described {
  readonly accessLevel: AccessLevel;
  readonly categories: readonly Category[];
}

/**
 * What the catalogue knows of one call.
 * `curated`: a reviewed rule gave the grants. `derived`: the same-name action on the ARNs that required members fill.
 * `credentials: 'none'`: it is no call of AWS but something the gateway does itself, so there is nothing to cut.
 * `unscopable`: no policy can be cut to this call, and `why` says so in one sentence.
 */
export type Resolution =
  | (Described & { readonly tier: 'curated' | 'derived'; readonly grants: readonly ActionGrant[] })
  | (Described & { readonly tier: 'curated'; readonly credentials: 'none' })
  | (Described & { readonly tier: 'unscopable'; readonly why: string });
