import { mask, maskText } from '../../lambdas/mask/mask.ts';
import { SCAN_EVERYTHING, withAddresses } from '../../lambdas/mask/plan.ts';

/** What is scored: anything that masks a text and a JSON document. */
export interface Engine {
  readonly text: (text: string) => string;
  readonly document: (document: unknown) => unknown;
}

const EVERYTHING = withAddresses(SCAN_EVERYTHING);

/** Countersign's masking with every detector on and the national-id pack off. */
export const COUNTERSIGN: Engine = {
  text: (text) => maskText(text, EVERYTHING).text,
  document: (document) => mask(document, EVERYTHING).value,
};
