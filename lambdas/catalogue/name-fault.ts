import type { Json } from '../runtime/json.ts';
import { parseArn } from './arn.ts';
import type { ServiceModel } from './model.ts';
import { readerOf } from './names/index.ts';
import { strayFrom, type Place } from './names/name.ts';

/** Members that name a resource, by what AWS calls them: `TableName`, `QueueUrl`, `KeyId`, `resourceArn`, `Bucket`. */
const NAMING = /(name|arn|id|url|bucket|identifier)s?$/i;

/** A member of an input with a simple value, and the member path that name readers go by. */
export interface NameSpot {
  readonly model: ServiceModel;
  readonly place: Place;
  readonly path: string;
  readonly required: boolean;
}

/**
 * What is wrong with a simple value as a name, undefined when nothing is or when the member names nothing.
 * A member without a reader of its own must not be an ARN of the same service in another account or region, and must
 * not be empty where it is required.
 */
export function nameFault(spot: NameSpot, value: Json): string | undefined {
  if (typeof value !== 'string') return undefined;
  const reader = readerOf(spot.model.service, spot.path);
  if (reader === undefined) return generalFault(spot, value);
  if (value === '') return 'a name may not be empty';
  const result = reader(value, spot.place);
  return result.kind === 'fault' ? result.detail : undefined;
}

function generalFault({ model, path, place, required }: NameSpot, value: string): string | undefined {
  if (!NAMING.test(path)) return undefined;
  if (value === '') return required ? 'a name may not be empty' : undefined;
  const parts = parseArn(value);
  if (parts?.service !== model.iam) return undefined;
  const owned = /^\d{12}$/.test(parts.account) ? parts : { ...parts, account: place.account };
  return strayFrom(place, owned.region === '' ? { ...owned, region: place.region } : owned);
}
