import { IPV4, IPV6 } from './address.ts';
import { ASSIGNMENT, FLAG } from './assignment.ts';
import { ACCESS_KEY_ID, ARN, PRESIGNED, SESSION_TOKEN } from './aws.ts';
import { AUTHORIZATION, URL_CREDENTIALS, USER_OPTION } from './credentials.ts';
import type { Detector } from './detector.ts';
import { EMAIL } from './email.ts';
import { AZURE_SECRET, HEX_ENDED, STRUCTURED, TELEGRAM_TOKEN } from './formats.ts';
import { IBAN } from './iban.ts';
import { KUBERNETES_SECRET } from './kubernetes.ts';
import { JWT, PRIVATE_KEY } from './keys.ts';
import { NUMBER } from './number.ts';
import { ANNOUNCEMENTS, MAC_ADDRESS, STREET_ADDRESS } from './personal.ts';
import { VENDORS } from './vendor.ts';

/** Every detector, in the order in which they are asked at one place: the most telling form first. */
export const DETECTORS: readonly Detector[] = [
  ARN,
  ACCESS_KEY_ID,
  SESSION_TOKEN,
  PRESIGNED,
  PRIVATE_KEY,
  JWT,
  KUBERNETES_SECRET,
  ...VENDORS,
  ...STRUCTURED,
  HEX_ENDED,
  TELEGRAM_TOKEN,
  AZURE_SECRET,
  URL_CREDENTIALS,
  AUTHORIZATION,
  USER_OPTION,
  ASSIGNMENT,
  FLAG,
  EMAIL,
  IBAN,
  ...ANNOUNCEMENTS,
  MAC_ADDRESS,
  STREET_ADDRESS,
  NUMBER,
  IPV4,
  IPV6,
];

/** The detectors of what only a policy asks for. */
export const ADDRESSES: readonly Detector[] = [MAC_ADDRESS, IPV4, IPV6];

/** Types that only the name in front of a value gave; a form found in the value itself says more. */
export const NAMED_TYPES: ReadonlySet<string> = new Set([
  'password',
  'secret',
  'aws-secret-key',
  'token',
  'credential',
  'authorization',
  'auth',
  'key',
  'cookie',
  'api-key',
  'pin',
]);
