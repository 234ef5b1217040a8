import type { Call } from '../call.ts';
import { each, everywhere, nameOrArn, onRead } from './reading.ts';
import { grant, granted, hasAny, unscopable, type Rule, type Rules } from './rule.ts';

const readWorkGroup = nameOrArn({
  syntax: /^[\w.-]{1,128}$/,
  service: 'athena',
  type: 'workgroup/',
  expected: "a workgroup's name",
});

/** Athena takes a missing workgroup for the one named `primary`. */
function inWorkGroup(action: string): Rule {
  const rule = onRead(action, 'WorkGroup', readWorkGroup);
  return (call: Call) =>
    rule(hasAny(call.input, ['WorkGroup']) ? call : { ...call, input: { ...call.input, WorkGroup: 'primary' } });
}

/** The query's id does not tell its workgroup. */
const getExecution: Rule = (call) =>
  granted(grant('athena:GetQueryExecution', `arn:aws:athena:${call.region}:${call.account}:workgroup/*`));

/** Reviewed rules of Athena: what a query reads and where it writes is in its SQL and its workgroup, not in the input. */
export const ATHENA_RULES: Rules = {
  ...everywhere('athena', 'ListWorkGroups ListDataCatalogs'),
  ...each('athena', 'GetWorkGroup ListQueryExecutions', inWorkGroup),
  GetQueryExecution: getExecution,
  StartQueryExecution: () => unscopable('its tables and buckets stand in SQL and in the workgroup, not in the input'),
  GetQueryResults: () => unscopable('the results lie in a bucket that the input does not name'),
  StopQueryExecution: () => unscopable('the query’s id does not tell its workgroup'),
};
