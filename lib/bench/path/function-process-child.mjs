// Loads one Lambda bundle in a process of its own and runs its handler on request. Plain JavaScript, so that nothing is
// loaded here but the bundle. Arguments: the bundle's index.mjs, and `census` to count what is loaded.
import { Buffer } from 'node:buffer';
import { registerHooks } from 'node:module';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { pathToFileURL } from 'node:url';

const [, , index, census] = process.argv;
let loaded = 0;
if (census) registerHooks({ load: counted });

/** The CPU time of this process and the time on the clock that something takes, in milliseconds. */
async function timed(work) {
  const cpu = process.cpuUsage();
  const began = performance.now();
  const result = await work();
  const wallMs = performance.now() - began;
  const { user, system } = process.cpuUsage(cpu);
  return { result, wallMs, cpuMs: (user + system) / 1000 };
}

function counted(url, context, next) {
  const module = next(url, context);
  if (module.source) loaded += Buffer.byteLength(module.source);
  return module;
}

const started = await timed(() => import(pathToFileURL(index).href));
const { handler } = started.result;
process.on('disconnect', () => process.exit(0));
process.on('message', async (event) => {
  try {
    process.send({ kind: 'answered', ...(await timed(() => handler(event, {}))) });
  } catch (error) {
    process.send({ kind: 'failed', because: `${error.name}: ${error.message}` });
  }
});
process.send({ kind: 'started', wallMs: started.wallMs, cpuMs: started.cpuMs, loadedBytes: loaded });
