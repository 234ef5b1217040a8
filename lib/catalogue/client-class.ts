import { importClient } from './build-model.ts';
import type { ClientClass } from './files.ts';
import type { ServiceSource } from './services.ts';
import { operationsOf } from './shapes.ts';

/** A region whose name stands in for every other: what the rules put elsewhere is a host for all regions. */
const SAMPLE = 'eu-west-1';

interface Client {
  readonly config: { endpointProvider(parameters: object, context: object): { readonly url: URL } };
}

/** A service's client class and its hosts. Throws for a package that exports no client class, or two. */
export async function clientClassOf(source: ServiceSource): Promise<ClientClass> {
  const exports = await importClient(source.client);
  const [className, ...others] = Object.keys(exports).filter((name) => /^[A-Z]\w*Client$/.test(name));
  if (className === undefined || others.length > 0)
    throw new Error(`${source.client} does not export one client class`);
  return { source, className, hosts: hostsOf(exports, exports[className] as new (configuration: object) => Client) };
}

function hostsOf(exports: Record<string, unknown>, Class: new (configuration: object) => Client): readonly string[] {
  const client = new Class({ region: SAMPLE, credentials: { accessKeyId: 'none', secretAccessKey: 'none' } });
  // Kinesis alone asks which plane an operation belongs to; without a stream's ARN both have the same host.
  const parameters = { Region: SAMPLE, UseFIPS: false, UseDualStack: false, OperationType: 'control' };
  const host = client.config.endpointProvider(parameters, {}).url.hostname.replace(SAMPLE, '{region}');
  const prefixes = operationsOf(exports).flatMap(({ traits }) => traits['endpoint'] ?? []);
  const fixed = prefixes.map(String).filter((prefix) => !prefix.includes('{'));
  return [host, ...new Set(fixed.map((prefix) => prefix + host))];
}
