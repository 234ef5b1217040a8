import { isOperationId } from '../../runtime/operation-id.ts';
import { SHA256 } from '../../runtime/sha256.ts';
import { refused, type Rules, textIn } from './rule.ts';

/** The rule of the gateway's own service. What is released came from a call that had credentials; the release needs none. */
export const COUNTERSIGN_RULES: Rules = {
  ReleaseResult: ({ input }) => {
    if (!isOperationId(textIn(input, 'OperationId')))
      return refused('/input/OperationId', 'expected the id of an operation: op_ and 26 letters and digits');
    if (!SHA256.test(textIn(input, 'Seal')))
      return refused(
        '/input/Seal',
        'expected the seal in the notice of the withheld result: 64 digits and letters a to f',
      );
    return { kind: 'without-credentials', categories: ['data-read'] };
  },
};
