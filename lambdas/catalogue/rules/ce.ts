import { each } from './reading.ts';
import { grant, granted, hasAny, unscopable, type Rule, type Rules } from './rule.ts';

/** Without a billing view the call is on all of the account's costs, which have no ARN. */
function reads(action: string): Rule {
  return (call) => {
    if (hasAny(call.input, ['BillingViewArn'])) return unscopable('no reviewed rule covers what BillingViewArn needs');
    return granted(grant(action, '*'));
  };
}

/** Reviewed rules of Cost Explorer: reads of what was spent and will be. */
export const CE_RULES: Rules = each(
  'ce',
  'GetCostAndUsage GetCostForecast GetUsageForecast GetDimensionValues GetTags GetReservationUtilization ' +
    'GetSavingsPlansUtilization',
  reads,
);
