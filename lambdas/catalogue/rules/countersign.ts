import { isOperationId } from '../../runtime/operation-id.ts';
import { refused, type Rules, textIn } from './rule.ts';

/** The rule of the gateway's own service. What is released came from a call that had credentials; the release needs none. */
export const COUNTERSIGN_RULES: Rules = {
  ReleaseResult: ({ input }) =>
    isOperationId(textIn(input, 'OperationId'))
      ? { kind: 'without-credentials', categories: ['data-read'] }
      : refused('/input/OperationId', 'expected the id of an operation: op_ and 26 letters and digits'),
};
