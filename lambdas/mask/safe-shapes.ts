const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const ARN = /^arn:aws[a-z-]{0,16}:[a-z0-9-]{0,64}:/;
const ISO_DATE = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;
const REGION = /^(?:[a-z]{2,3})(?:-[a-z]{2,6}){0,2}-[a-z]{4,9}-\d[a-z]?$/;
const RESOURCE_ID = /^[a-z]{1,12}(?:-[a-z]{1,12}){0,3}-[0-9a-f]{8,17}$/;
const NUMBER = /^-?\d{1,12}(?:\.\d{1,12})?%?$/;
const ALIAS = /^alias\/[\w/-]{1,256}$/;
const SHAPES: readonly RegExp[] = [ARN, ISO_DATE, REGION, RESOURCE_ID, NUMBER, ALIAS];

/** Whether a whole value has the form of a UUID (RFC 9562). */
export function isUuid(value: string): boolean {
  return value.length === 36 && UUID.test(value);
}

/**
 * Whether a whole value is one of AWS's harmless forms: ARN, ISO 8601 date, region, resource id, account id or other
 * short number, KMS alias. A UUID is left to the caller, because some vendors issue secrets in that form.
 */
export function isSafeShape(value: string): boolean {
  if (value.length > 2048) return false;
  return SHAPES.some((shape) => shape.test(value));
}
