import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { HANDLERS } from '../../lib/handlers.ts';
import machine from '../../statemachines/approval.asl.json' with { type: 'json' };

const LAMBDAS = join(process.cwd(), 'lambdas');
const text = readFileSync(join(LAMBDAS, 'README.md'), 'utf8');

interface Row {
  readonly order: string;
  readonly stage: string;
  readonly calledBy: string;
  readonly input: string;
  readonly output: string;
  readonly file: string;
}

/** The rows of the page's one table, without its head and its rule. */
function rows(): readonly Row[] {
  const lines = text.split('\n').filter((line) => line.startsWith('|'));
  return lines.slice(2).map((line) => {
    const [, order = '', stage = '', calledBy = '', input = '', output = '', file = ''] = line
      .split('|')
      .map((cell) => cell.trim());
    return { order, stage: bare(stage), calledBy, input, output, file: bare(file) };
  });
}

function bare(cell: string): string {
  return cell.replaceAll('`', '');
}

interface Task {
  readonly Type: string;
  readonly Parameters?: { readonly FunctionName: string };
}

/** The workflow's tasks in its own order, each with the name of the function that it calls: `Execute`, `execute`. */
function tasks(): readonly (readonly [state: string, stage: string])[] {
  const states = Object.entries(machine.States as Readonly<Record<string, Task>>);
  return states
    .filter(([, { Type }]) => Type === 'Task')
    .map(([state, { Parameters }]) => [state, kebab(Parameters?.FunctionName ?? '')]);
}

/** The stage behind a substitution: `${RequestApprovalFunction}` is `request-approval`. */
function kebab(substitution: string): string {
  const name = /^\$\{(\w+)Function\}$/.exec(substitution)?.[1] ?? '';
  return name.replace(/(?!^)[A-Z]/g, '-$&').toLowerCase();
}

describe('the table in lambdas/README.md', () => {
  it('has a row for each function, with the file of its handler, in the order of the way', () => {
    expect(rows().map(({ stage, file }) => [stage, file])).toEqual(Object.entries(HANDLERS));
    expect(rows().map(({ order }) => order)).toEqual(rows().map((_, index) => String(index + 1)));
  });

  it("says of each of the workflow's states which function it calls, in the order of the states", () => {
    const said = rows().flatMap(({ stage, calledBy }) =>
      [...calledBy.matchAll(/the workflow's state `(\w+)`/g)].map(([, state]) => [state, stage]),
    );
    expect(said).toEqual(tasks());
  });

  it('leaves no cell empty, so that every function says who calls it, with what, and what comes of it', () => {
    const empty = rows().filter((row) => Object.values(row).some((cell) => cell === ''));
    expect(empty).toEqual([]);
  });
});

describe('the rest of lambdas/README.md', () => {
  it('names every folder, as the place of a handler or as something that the stages share', () => {
    const folders = readdirSync(LAMBDAS, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map(({ name }) => name).filter((name) => !text.includes(`\`${name}/`))).toEqual([]);
  });

  it('names verb files that exist', () => {
    const [, verbs = ''] = /in the verb file beside it[^:]*: ([^]*?)\.\n/.exec(text) ?? [];
    const files = readdirSync(LAMBDAS, { recursive: true, encoding: 'utf8' });
    const named = [...verbs.matchAll(/`([\w-]+\.ts)`/g)].map(([, name = '']) => name);
    expect(named).toHaveLength(Object.keys(HANDLERS).length);
    expect(named.filter((name) => !files.some((file) => file.endsWith(`/${name}`)))).toEqual([]);
  });
});
