import { mask, maskText } from '../../lambdas/mask/mask.ts';
import { withPhoneNumbers } from '../../lambdas/mask/phone-numbers.ts';
import { SCAN_EVERYTHING, withAddresses, withNationalIds } from '../../lambdas/mask/plan.ts';

/** What is scored: anything that masks a text and a JSON document. */
export interface Engine {
  readonly text: (text: string) => string;
  readonly document: (document: unknown) => unknown;
  /** The same for a text, with opt-in packs for national ids on, where the engine has any. */
  readonly nationalText?: (text: string) => string;
}

const EVERYTHING = withPhoneNumbers(withAddresses(SCAN_EVERYTHING));

/** Countersign's masking with every detector on and the national-id pack off, but for the cases of that pack. */
export const COUNTERSIGN: Engine = {
  text: (text) => maskText(text, EVERYTHING).text,
  document: (document) => mask(document, EVERYTHING).value,
  nationalText: (text) => maskText(text, withNationalIds(EVERYTHING)).text,
};
