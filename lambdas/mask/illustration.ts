import { isCutShort } from './detectors/vendor.ts';
import { classOfName } from './names.ts';
import { isAdvice, isFiller, isMostlyOne, isSequence, isStockPassword } from './placeholder.ts';

const LETTER_OR_FIGURE = /[\p{L}\p{N}]/u;
const VARIABLE = /^[A-Za-z][A-Za-z]*_[A-Za-z_]+$/;

const MARKS: readonly ((value: string) => boolean)[] = [
  (value) => !LETTER_OR_FIGURE.test(value),
  isFiller,
  isAdvice,
  isMostlyOne,
  isSequence,
  isStockPassword,
  isCutShort,
];

/** Whether a value only illustrates a secret: crossed out, advice, one character, the alphabet, the word `password`, or a token cut short. */
export function isIllustration(value: string): boolean {
  return MARKS.some((hasMark) => hasMark(value));
}

/** Whether a bare word is a variable that is itself named for a secret: `password: db_password`. */
export function isSecretVariable(value: string): boolean {
  return VARIABLE.test(value) && classOfName(value) !== undefined;
}
