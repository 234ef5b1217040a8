/* global process, performance, console */
// A fresh process: how long until Cedar is loaded, until a policy set is ready, and until the first decision is made.
import { readFileSync } from 'node:fs';

const [, , set, question, modules] = process.argv;
const begun = performance.now();
await import('@cedar-policy/cedar-wasm/nodejs');
const engine = performance.now();
const { loadPolicySet } = await import(`${modules}/policy-set.ts`);
const { readPrepared } = await import(`${modules}/read-policies.ts`);
const { decide } = await import(`${modules}/decide.ts`);
const imported = performance.now();
const policies = loadPolicySet(readPrepared(set));
const ready = performance.now();
const { verdict } = decide(JSON.parse(readFileSync(question, 'utf8')), policies);
const decided = performance.now();
console.log(
  JSON.stringify({
    verdict,
    engine: engine - begun,
    code: imported - engine,
    set: ready - imported,
    first: decided - ready,
  }),
);
