const NAME = 'countersign';
const ARN = /^arn:[^:]*:[^:]*:[^:]*:[^:]*:(?<resource>.+)$/s;
/** Buckets alone have neither region nor account in their ARN; access points have both. */
const BUCKET = /^arn:[^:]*:s3:::/;
/** IAM names are unique in an account whatever path they stand under, so an open path leaves no name open. */
const OPEN_PATH = /^(arn:[^:]*:iam::\d{12}:[a-z-]+\/)\*\/(?=[^/*]+$)/;
/** A stack's or scaling group's random id beside its name: it hides no name. */
const OPEN_ID =
  /^(arn:[^:]*:(?:cloudformation:[^:]*:[^:]*:stack\/[^/*?]+\/|autoscaling:[^:]*:[^:]*:autoScalingGroup:))\*/;
/** What is known by random ids and never by a name, or what the gateway has none of: a wildcard there hides no name of its own. */
const NAMELESS = /^arn:[^:]*:(ec2:|rds:|ecr:|kms:[^:]*:[^:]*:key\/)/;
/** `?` in an ARN stands for any one character, so it may stand for each letter of the name. */
const LIKE_NAME = new RegExp([...NAME].map((letter) => `[${letter}?]`).join(''), 'i');

/**
 * Whether an ARN is, or may be, part of the gateway: the stack's tables, buckets, roles, functions, queues, workflows,
 * secrets and log groups all carry its name. A KMS key or REST API is known by a random id only and is not recognised.
 * Doubt counts as yes: a wildcard that leaves the name open, or a text that is no ARN. `*` alone means "no resource".
 */
export function touchesGateway(arn: string): boolean {
  if (arn === '*') return false;
  const named = arn.replace(OPEN_PATH, '$1').replace(OPEN_ID, '$1');
  const resource = ARN.exec(named)?.groups?.['resource'];
  if (resource === undefined) return true;
  const name = nameIn(named, resource);
  return LIKE_NAME.test(name) || (name.includes('*') && !NAMELESS.test(named));
}

/** Less what does not name a resource: an object's key behind its bucket, and `:*` behind a type and a name. */
function nameIn(arn: string, resource: string): string {
  if (BUCKET.test(arn)) return resource.split('/', 1)[0] ?? '';
  return resource.replace(/(?<=[:/].+):\*$/, '');
}
