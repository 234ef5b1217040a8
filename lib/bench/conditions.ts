import { arch, cpus, loadavg, platform } from 'node:os';

/** What every figure depends on: the machine, how busy it is with other work, and the Node that runs the bench. */
export function hostConditions(): Record<string, string | number> {
  const cores = cpus();
  return {
    date: new Date().toISOString(),
    cores: cores.length,
    processor: `${cores[0]?.model.trim() ?? 'unknown'} (${arch()}, ${platform()})`,
    'load in the last minute': Number((loadavg()[0] ?? 0).toFixed(2)),
    node: process.version,
  };
}
