import { arn, parseArn } from '../arn.ts';
import { named, ownArn, plainName, wrong, type NameReader, type NameReaders, type Place } from './name.ts';

/** Secret names (Secrets Manager API Reference, CreateSecret). */
const NAME = /^[A-Za-z0-9/_+=.@-]{1,512}$/;
/** What Secrets Manager puts after every name: a hyphen and six random characters. */
const ENDING = /-[A-Za-z0-9]{6}$/;

const secretArn = ownArn(
  { service: 'secretsmanager', resource: /^secret:[A-Za-z0-9/_+=.@-]{1,519}$/ },
  "a secret's name or ARN",
);

const readSecret: NameReader = (value, place) => {
  if (parseArn(value) === undefined) {
    return NAME.test(value) ? named(byName(value, place)) : wrong("expected a secret's name or ARN");
  }
  const result = secretArn(value, place);
  if (result.kind === 'fault' || ENDING.test(value)) return result;
  return named(`${value}-??????`);
};

/** The pattern of a secret's ARN by its name: the six random characters are not in the call, one `?` stands for each. */
function byName(name: string, place: Place): string {
  return arn`arn:aws:secretsmanager:${place.region}:${place.account}:secret:${name}-??????`;
}

/** The members of Secrets Manager inputs that name a secret. */
export const SECRETSMANAGER_NAMES: NameReaders = {
  SecretId: readSecret,
  SecretIdList: readSecret,
  Name: plainName(NAME, "a secret's name (1 to 512 of A-Z a-z 0-9 / _ + = . @ -)", (name, place) => [
    byName(name, place),
  ]),
};
