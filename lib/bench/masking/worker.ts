import { ENGINES } from './engines.ts';
import { type Budget, measure } from './measure.ts';

/** Measures one engine in a process of its own: `worker.ts NAME FOLDER BUDGET`. Prints one figure a line. */
const [name = '', installed = '', budget = '{}'] = process.argv.slice(2);
const load = ENGINES[name];
if (load === undefined) throw new Error(`There is no engine ${name}`);
await measure(await load(installed), JSON.parse(budget) as Budget, (figure) => {
  process.stdout.write(`${JSON.stringify(figure)}\n`);
});
