import type { Call } from '../record/call.ts';
import { SDK_ENDPOINTS } from './sdk-endpoints.ts';

/**
 * Hosts that a service has for what an input names, beside its own: a bucket's (S3 User Guide, "Virtual hosting of
 * buckets") and an account's (DynamoDB Developer Guide, "Account-based endpoints"; Kinesis likewise). Each names the
 * call's own bucket or account, so an input cannot choose another.
 */
const NAMED_HOSTS: Readonly<Record<string, (call: Call) => readonly string[]>> = {
  s3: ({ region, input }) =>
    typeof input['Bucket'] === 'string' ? [`${input['Bucket']}.s3.${region}.amazonaws.com`] : [],
  dynamodb: ({ region, account }) => [`${account}.ddb.${region}.amazonaws.com`],
  kinesis: ({ region, account }) =>
    ['control', 'data'].map((plane) => `${account}.${plane}-kinesis.${region}.amazonaws.com`),
};

/** True for a host of the call's own service in its own region (or of the local engine, when there is one). */
export function isAllowedHost(host: string, call: Call, endpoint: string | undefined): boolean {
  if (endpoint !== undefined) return host === new URL(endpoint).hostname;
  if (!Object.hasOwn(SDK_ENDPOINTS, call.service)) return false;
  const own = SDK_ENDPOINTS[call.service]?.map((template) => template.replace('{region}', call.region)) ?? [];
  return [...own, ...(NAMED_HOSTS[call.service]?.(call) ?? [])].includes(host.toLowerCase());
}
