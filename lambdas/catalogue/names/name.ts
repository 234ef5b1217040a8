import type { Call } from '../call.ts';
import { literal, parseArn, type ArnParts } from '../arn.ts';

/** Where a call goes: what a name is resolved against. */
export type Place = Pick<Call, 'account' | 'region'>;

/** What a member names: the resource patterns of it (none for a member that is only checked), or what is wrong with it. */
export type Named =
  | { readonly kind: 'named'; readonly patterns: readonly string[] }
  | { readonly kind: 'fault'; readonly detail: string };

/** Reads one name of the input. It refuses every name that leads out of the call's account or region. */
export type NameReader = (value: string, place: Place) => Named;

/** A service's readers by member path, list and map steps left out: `Bucket`, `TransactItems.Put.TableName`. */
export type NameReaders = Readonly<Record<string, NameReader>>;

export function named(...patterns: readonly string[]): Named {
  return { kind: 'named', patterns };
}

export function wrong(detail: string): Named {
  return { kind: 'fault', detail };
}

/** A reader for plain names of one syntax; `pattern` makes the resource pattern of a name that fits. */
export function plainName(
  syntax: RegExp,
  expected: string,
  pattern: (name: string, place: Place) => readonly string[],
): NameReader {
  return (value, place) => (syntax.test(value) ? named(...pattern(value, place)) : wrong(`expected ${expected}`));
}

/** What an ARN must be to be accepted: its service, its resource's syntax, and whether it carries a region. */
export interface ArnForm {
  readonly service: string;
  readonly resource: RegExp;
  readonly global?: boolean;
}

/** A reader for ARNs of one form that must lie in the call's account and, unless global, in its region. */
export function ownArn(form: ArnForm, expected: string): NameReader {
  return (value, place) => {
    const parts = parseArn(value);
    if (parts === undefined || parts.service !== form.service || !form.resource.test(parts.resource)) {
      return wrong(`expected ${expected}`);
    }
    const stray = strayFrom(place, parts, form.global ?? false);
    return stray === undefined ? named(literal(value)) : wrong(stray);
  };
}

/** A sentence on how an ARN leads out of the call's partition, account or region; undefined when it does not. */
export function strayFrom(place: Place, parts: ArnParts, global = false): string | undefined {
  if (parts.partition !== 'aws') return `the ARN is of partition ${parts.partition}; only aws is served`;
  if (parts.account !== place.account) {
    return `the ARN is of account ${parts.account}; the call is for account ${place.account}`;
  }
  const region = global ? '' : place.region;
  return parts.region === region ? undefined : `the ARN is of region ${parts.region}; the call is for ${place.region}`;
}

/** What a checked name stands for. Throws for a name that `reader` refuses: inputs are checked before they are used. */
export function patternsOf(reader: NameReader, value: string, place: Place): readonly string[] {
  const result = reader(value, place);
  if (result.kind === 'fault') throw new Error(`An unchecked name reached a rule: ${result.detail}`);
  return result.patterns;
}
