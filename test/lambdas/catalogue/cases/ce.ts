import type { ServiceCases } from './case.ts';
import { everywhere, read } from './table.ts';

const span = { TimePeriod: { Start: '2026-11-01', End: '2026-12-01' } };
const costs = { ...span, Granularity: 'MONTHLY', Metrics: ['UnblendedCost'] };
const forecast = { ...span, Granularity: 'MONTHLY', Metric: 'UNBLENDED_COST' };

export const CE_CASES: ServiceCases = {
  service: 'ce',
  cases: [
    ...everywhere('ce', read, 'GetCostAndUsage', costs),
    ...everywhere('ce', read, 'GetCostForecast GetUsageForecast', forecast),
    ...everywhere('ce', read, 'GetDimensionValues', { ...span, Dimension: 'SERVICE' }),
    ...everywhere('ce', read, 'GetTags GetReservationUtilization GetSavingsPlansUtilization', span),
  ],
  unscopable: [
    {
      operation: 'GetCostAndUsage',
      input: { ...costs, BillingViewArn: 'arn:aws:billing::111122223333:billingview/primary' },
      why: /BillingViewArn/,
    },
  ],
};
