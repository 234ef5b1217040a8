// Loads Cedar in a fresh process and hands it schema and policies. Plain JavaScript, so that nothing else is compiled here.
// Arguments: the module that exports Cedar's functions, and the prepared policies. Prints milliseconds since the beginning.
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { pathToFileURL } from 'node:url';

const [, , module, policies] = process.argv;
const { compiled } = JSON.parse(readFileSync(policies, 'utf8'));
const cpu = process.cpuUsage();
const began = performance.now();

/** The time on the clock and the CPU time of all threads since the beginning. */
function spent() {
  const { user, system } = process.cpuUsage(cpu);
  return { wallMs: performance.now() - began, cpuMs: (user + system) / 1000 };
}

const cedar = await import(pathToFileURL(module).href);
const loaded = spent();
const answers = [
  cedar.preparseSchema('bench', compiled.schema),
  cedar.preparsePolicySet('bench', { staticPolicies: compiled.policies }),
];
const ready = spent();
if (answers.some(({ type }) => type !== 'success')) throw new Error('Cedar does not take the policies');
process.stdout.write(JSON.stringify({ loaded, ready }));
