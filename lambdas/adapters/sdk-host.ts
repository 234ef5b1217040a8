import type { Call } from '../record/call.ts';

/** Services whose API has one endpoint for all regions (AWS General Reference, service endpoints). */
const GLOBAL = new Set(['iam']);

/** True for a host of AWS (or of the local engine, when there is one) in the approved region. */
export function isAllowedHost(
  host: string,
  call: Pick<Call, 'service' | 'region'>,
  endpoint: string | undefined,
): boolean {
  if (endpoint !== undefined) return host === new URL(endpoint).hostname;
  const name = host.toLowerCase();
  if (GLOBAL.has(call.service)) return name === `${call.service}.amazonaws.com`;
  return name.endsWith(`.${call.region}.amazonaws.com`) || name.endsWith(`.${call.region}.api.aws`);
}
