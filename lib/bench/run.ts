import { parseArgs } from 'node:util';
import type { Bench, BenchReport } from './bench.ts';
import { BENCHES } from './benches.ts';
import { hostConditions } from './conditions.ts';
import { SharedGateway } from './shared-gateway.ts';
import { printTable } from './table.ts';

/** Where a run writes: `out` is for results alone, so that it can be piped; `err` for progress and complaints. */
export interface Output {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

interface Asked {
  readonly names: readonly string[];
  readonly runs: number | undefined;
  readonly json: boolean;
}

/** Runs the named benches, or all, and prints what they found. Resolves with the exit code: 0, or 2 for a wrong command line. */
export async function runBenches(args: readonly string[], output: Output, benches = BENCHES): Promise<0 | 2> {
  const asked = understand(args, Object.keys(benches));
  if (typeof asked === 'string') {
    output.err(`${asked}\n\nUsage: npm run bench -- [${Object.keys(benches).join(' | ')}]... [--runs N] [--json]\n`);
    return 2;
  }
  const progress = (line: string) => output.err(`  ${line}\n`);
  const gateway = new SharedGateway(progress);
  try {
    const reports: Record<string, BenchReport> = {};
    for (const name of asked.names) {
      output.err(`bench ${name}\n`);
      const bench = benches[name] as Bench;
      const { conditions, tables } = await bench({ runs: asked.runs, progress, gateway: () => gateway.reach() });
      reports[name] = { conditions: { ...hostConditions(), ...conditions }, tables };
    }
    output.out(asked.json ? `${JSON.stringify(reports, null, 2)}\n` : Object.entries(reports).map(print).join('\n'));
    return 0;
  } finally {
    await gateway.stop();
  }
}

/** What the command line asks for, or what is wrong with it. */
function understand(args: readonly string[], known: readonly string[]): Asked | string {
  try {
    const options = { runs: { type: 'string' }, json: { type: 'boolean', default: false } } as const;
    const { positionals, values } = parseArgs({ args: [...args], options, allowPositionals: true });
    const unknown = positionals.find((name) => !known.includes(name));
    if (unknown !== undefined) return `There is no bench ${unknown}; there are: ${known.join(', ')}`;
    if (values.runs !== undefined && !/^[1-9]\d{0,5}$/.test(values.runs)) {
      return `--runs takes a whole number from 1 to 999999, not ${JSON.stringify(values.runs)}`;
    }
    const runs = values.runs === undefined ? undefined : Number(values.runs);
    return { names: positionals.length > 0 ? [...new Set(positionals)] : known, runs, json: values.json };
  } catch (error) {
    return (error as Error).message; // parseArgs says which option is wrong
  }
}

function print([name, { conditions, tables }]: [string, BenchReport]): string {
  const stated = Object.entries(conditions).map(([condition, value]) => `  ${condition}: ${value}`);
  return [`Bench ${name}`, stated.join('\n'), ...tables.map(printTable), ''].join('\n\n');
}
