import { FORMED_TYPES, PERSONAL_TYPES } from '../personal-types.ts';

/** Types that a team may show otherwise than masked whole: personal data, and the id of an access key, which opens nothing by itself. */
export const CHANGEABLE_TYPES: ReadonlySet<string> = new Set([...PERSONAL_TYPES, 'aws-access-key-id']);

/** Those of which a session's pseudonyms can stand for the values: personal data that its own form tells. */
export const PSEUDONYM_TYPES: ReadonlySet<string> = new Set(FORMED_TYPES);

/** Those of which a part can be shown. */
export const PARTIAL_TYPES: ReadonlySet<string> = new Set(['email', 'phone', 'card', 'iban', 'aws-access-key-id']);
