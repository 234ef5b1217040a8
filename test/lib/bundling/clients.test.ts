import { beforeAll, describe, expect, it } from '@jest/globals';
import type { CallOutcome } from '../../../lambdas/execute/ports.ts';
import { isAllowedHost } from '../../../lambdas/adapters/sdk-host.ts';
import { catalogueOf } from '../../../lambdas/catalogue/entries.ts';
import { loadModel, SERVICE_NAMES } from '../../../lambdas/catalogue/load.ts';
import type { BoundCall } from '../../../lambdas/record/call.ts';
import { aCall } from '../../support/a-call.ts';
import { aSampleInput } from '../../support/a-sample-input.ts';
import { inABundle } from '../../support/in-a-bundle.ts';

/** No service has these operations that a policy can permit, so its client has no command. */
const NOTHING_PERMITTED = ['account', 'rdsdata'];

/** Prepares each call with the bundled clients, and sends those of `sent` to a network that answers every request alike. */
const CALLS = `
  import { SdkCaller } from 'lambdas/adapters/sdk-caller.ts';
  import { CLIENT_CLASS, SDK_CLIENTS } from 'lambdas/adapters/sdk-clients.ts';
  const credentials = { accessKeyId: 'ASIAEXAMPLE', secretAccessKey: 'secret', sessionToken: 'session' };
  const attempt = (work) => work().catch((error) => ({ failed: error.name + ': ' + error.message }));
  export async function answer({ prepared, sent, status, body }) {
    const requests = [];
    const handle = async ({ method, hostname, path, headers }) => {
      requests.push({ method, hostname, path, headers });
      return { response: { statusCode: status, headers: { 'content-type': 'application/json' }, body: Buffer.from(body) } };
    };
    const caller = new SdkCaller(undefined, { handle, metadata: {}, destroy() {} });
    const unready = [];
    for (const call of prepared) {
      const ready = await attempt(() => caller.prepare(call));
      if (ready.failed || !Array.isArray(ready.schema)) unready.push([call.service, call.operation, ready.failed]);
    }
    const outcomes = [];
    for (const call of sent) {
      const before = requests.length;
      const outcome = await attempt(async () => (await caller.prepare(call)).send(credentials));
      outcomes.push({ call, outcome, requests: requests.slice(before) });
    }
    const made = [];
    for (const [service, load] of Object.entries(SDK_CLIENTS)) {
      const { [CLIENT_CLASS[service]]: Client } = await load();
      if (new Client({ region: 'eu-west-1', credentials }).config) made.push(service);
    }
    return { unready, outcomes, made };
  }
`;

interface Said {
  readonly made: readonly string[];
  readonly unready: readonly unknown[];
  readonly outcomes: readonly {
    readonly call: BoundCall;
    readonly outcome: CallOutcome | { readonly failed: string };
    readonly requests: readonly { method: string; hostname: string; path: string; headers: Record<string, string> }[];
  }[];
}

interface Known {
  readonly call: BoundCall;
  readonly isPermitted: boolean;
}

/** One call of each operation of a service; the names in it lead nowhere. */
async function callsOf(service: string): Promise<readonly Known[]> {
  const model = (await loadModel(service))!;
  return (await catalogueOf(service))!.map(({ operation, tier }) => ({
    call: aCall({ service, operation, input: aSampleInput(model, operation) }),
    isPermitted: tier === 'curated' || tier === 'derived',
  }));
}

describe('the clients in a bundle', () => {
  let known: readonly Known[];
  let said: Said;
  beforeAll(async () => {
    const all = await Promise.all(SERVICE_NAMES.map(callsOf));
    known = all.flat();
    const sent = all.flatMap((calls) => calls.filter(({ isPermitted }) => isPermitted).slice(0, 1));
    said = await inABundle<Said>({
      source: CALLS,
      given: {
        prepared: known.map(({ call }) => call),
        sent: sent.map(({ call }) => call),
        status: 400,
        body: '{"__type":"Refused","message":"no"}',
      },
    });
  }, 120_000);

  it('have a command, with its schema, for every operation that a policy can permit, and for no other', () => {
    const others = known.filter(({ isPermitted }) => !isPermitted);
    const lacking = ({ call: { service, operation } }: Known) => [
      service,
      operation,
      `TypeError: The client of ${service} has no ${operation}`,
    ];
    expect(said.unready).toEqual(others.map(lacking));
    expect(known.length - others.length).toBeGreaterThan(4_500);
  });

  it('are one for each service, and called wherever a policy can permit anything', () => {
    expect(said.made).toEqual(SERVICE_NAMES);
    const called = said.outcomes.map(({ call }) => call.service);
    expect(SERVICE_NAMES.filter((service) => !called.includes(service))).toEqual(NOTHING_PERMITTED);
  });

  it('sign a request of each service and send it, once, under the SDK’s name and version, to a host of that service', () => {
    const unlike = said.outcomes.filter(({ call, requests: [request, ...more] }) => {
      const scope = /Credential=ASIAEXAMPLE\/\d{8}\/[\w-]+\/[\w-]+\/aws4_request/;
      const signed = scope.test(request?.headers['authorization'] ?? '');
      const named = /^aws-sdk-js\/3\.\d+\.\d+ /.test(request?.headers['user-agent'] ?? '');
      return !request || more.length > 0 || !signed || !named || !isAllowedHost(request.hostname, call, undefined);
    });
    expect(unlike).toEqual([]);
  });

  it('read the refusal that comes back', () => {
    const kinds = said.outcomes.map(({ call, outcome }) => [call.service, 'kind' in outcome ? outcome.kind : outcome]);
    expect(kinds.filter(([, kind]) => kind !== 'refused')).toEqual([]);
  });
});
