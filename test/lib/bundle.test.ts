import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_MASKING } from '../../lambdas/mask/policy/masking-policy.ts';
import type { FunctionName } from '../../lambdas/runtime/config.ts';
import { type Bundle, bundle, bytesAtStart, bytesIn, packagesIn, zipBytes } from '../../lib/bundle.ts';
import { SERVICES } from '../../lib/catalogue/services.ts';
import { HANDLERS } from '../../lib/handlers.ts';
import { theDefaultPolicies } from '../support/a-policy-set.ts';
import { noPolicies, placeholderHandlers } from '../support/a-stack.ts';

const root = join(import.meta.dirname, '../..');
const names = Object.keys(HANDLERS) as FunctionName[];

let outdir: string;
beforeAll(() => {
  outdir = mkdtempSync(join(tmpdir(), 'countersign-bundle-'));
});
afterAll(() => {
  rmSync(outdir, { recursive: true });
});

const filesOf = (directory: string) =>
  Object.fromEntries(readdirSync(directory).map((file) => [file, readFileSync(join(directory, file), 'base64')]));

describe('bundle', () => {
  const placeholder = join(placeholderHandlers, HANDLERS.submit);

  it('makes one ES module that exports the handler', () => {
    const { directory } = bundle({ name: 'plain', handler: placeholder, outdir });
    expect(readdirSync(directory)).toEqual(['index.mjs']);
    expect(run(directory, 'console.log(typeof handler)')).toBe('function');
  });

  it('brings the policies and the WebAssembly that reads them, beside the code', () => {
    const { directory } = bundle({ name: 'deciding', handler: placeholder, outdir, policies: noPolicies });
    expect(readdirSync(directory).sort()).toEqual(['cedar_wasm_bg.wasm', 'index.mjs', 'masking.json', 'policies.json']);
    expect(JSON.parse(readFileSync(join(directory, 'policies.json'), 'utf8'))).toEqual(noPolicies);
  });

  it('gives CommonJS packages the `require` and `__dirname` they expect: Cedar finds its WebAssembly', () => {
    const handler = join(outdir, 'cedar.ts');
    const cedar = join(root, 'node_modules/@cedar-policy/cedar-wasm/nodejs/cedar_wasm.js');
    const parse = "preparseSchema('s', 'entity Agent;').type";
    writeFileSync(
      handler,
      `import { preparseSchema } from ${JSON.stringify(cedar)}; export const handler = () => ${parse};`,
    );
    const { directory } = bundle({ name: 'cedar', handler, outdir, policies: noPolicies });
    expect(run(directory, 'console.log(handler())')).toBe('success');
  });

  it('makes the same bytes wherever it stands, so that an unchanged function is not deployed again', () => {
    const handler = join(root, 'lambdas', HANDLERS.archive);
    const [one, other] = ['first', 'second'].map((name) => bundle({ name, handler, outdir }));
    expect(filesOf(one!.directory)).toEqual(filesOf(other!.directory));
    expect(Object.values(filesOf(one!.directory)).filter((text) => Buffer.from(text, 'base64').includes(root))).toEqual(
      [],
    );
  });
});

describe('the bundles of the functions', () => {
  const bundles = {} as Record<FunctionName, Bundle>;
  beforeAll(() => {
    for (const name of names) {
      const decides = name === 'submit' || name === 'execute';
      const handler = join(root, 'lambdas', HANDLERS[name]);
      bundles[name] = bundle({ name, handler, outdir, ...(decides && { policies: theDefaultPolicies() }) });
    }
  });
  const holding = (name: string | RegExp) =>
    names.filter((one) =>
      packagesIn(bundles[one]).some((held) => (name instanceof RegExp ? name.test(held) : held === name)),
    );

  it('hold the AWS clients that their roles can use, and no other', () => {
    const clients = names.map((name) => [
      name,
      packagesIn(bundles[name])
        .filter((held) => held.startsWith('@aws-sdk/client-'))
        .map((held) => held.slice('@aws-sdk/client-'.length)),
    ]);
    expect(Object.fromEntries(clients)).toEqual({
      submit: ['dynamodb', 'lambda', 's3', 'sfn'],
      'request-approval': ['dynamodb', 'secrets-manager'],
      answer: ['dynamodb', 'kms', 'secrets-manager', 'sfn'],
      execute: SERVICES.map(({ client }) => client.slice('@aws-sdk/client-'.length)).sort(),
      close: ['dynamodb', 'secrets-manager', 'sfn'],
      archive: ['dynamodb', 's3'],
      stop: ['dynamodb', 'lambda'],
    });
  });

  it('decide with Cedar where a decision is made, and only there', () => {
    expect(holding('@cedar-policy/cedar-wasm')).toEqual(['submit', 'execute']);
  });

  it('carry the numbering plans of the world only where answers of AWS are masked', () => {
    expect(holding('libphonenumber-js')).toEqual(['execute']);
  });

  it('carry RE2 only where the team has patterns of its own', () => {
    expect(holding('re2js')).toEqual([]);
    const patterns = [{ type: 'employee-id', pattern: 'E-[0-9]{6}' }];
    const handler = join(root, 'lambdas', HANDLERS.submit);
    const own = bundle({ name: 'own', handler, outdir, policies: {}, masking: { ...DEFAULT_MASKING, patterns } });
    expect(packagesIn(own)).toContain('re2js');
  });

  it('speak to Slack in the stages that do, through the Web API client and without Bolt', () => {
    expect(holding('@slack/web-api')).toEqual(['request-approval', 'answer', 'close']);
    expect(holding('@slack/bolt')).toEqual([]);
  });

  it('hold no tool of the workshop', () => {
    expect(holding(/^(aws-cdk-lib|constructs|esbuild|typescript|jest|cdk-nag|commander|@cloud-copilot\/.*)$/)).toEqual(
      [],
    );
  });

  it('hold no package under a licence that reaches further than its own code', () => {
    const held = [...new Set(names.flatMap((name) => packagesIn(bundles[name])))];
    const licences = held.map((name) => {
      const { license } = JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')) as {
        license: string;
      };
      return [name, license] as const;
    });
    expect(
      licences.filter(([, licence]) => !/^(Apache-2\.0|MIT(?:-0)?|ISC|BSD-[23]-Clause|0BSD)$/.test(licence)),
    ).toEqual([]);
  });

  it('are small enough to deploy: no zip is above 3 MB, the executor’s with all its clients included', () => {
    expect(names.filter((name) => zipBytes(bundles[name].directory) > 3_000_000)).toEqual([]);
  });

  it('can take credentials from their environment only: no file, no command, no other host', () => {
    expect(holding(/credential-provider-(?!node$|env$)|^@aws-sdk\/nested-clients$/)).toEqual([]);
    expect(holding('@aws-sdk/credential-provider-env')).toEqual(names);
  });

  it('start small: the clients of the target services are loaded when a call needs them', () => {
    const budgets: Record<FunctionName, number> = {
      submit: 740_000,
      'request-approval': 450_000,
      answer: 560_000,
      execute: 900_000,
      close: 470_000,
      archive: 540_000,
      stop: 540_000,
    };
    const over = names.filter((name) => bytesAtStart(bundles[name]) > budgets[name]);
    expect(over).toEqual([]);
    expect(bytesIn(bundles.execute)).toBeGreaterThan(2 * bytesAtStart(bundles.execute));
  });
});

function run(directory: string, code: string): string {
  const script = `import { handler } from ${JSON.stringify(join(directory, 'index.mjs'))}; ${code}`;
  return execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }).trim();
}
