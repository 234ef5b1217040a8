import { runBenches } from '../lib/bench/run.ts';

process.exitCode = await runBenches(process.argv.slice(2), {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
});
