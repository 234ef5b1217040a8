import { InvalidArgumentError, type Command } from 'commander';
import { CountersignClient } from '../client.ts';
import { findConnection } from '../connection.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { OperationView } from '../operation-view.ts';
import type { Terminal } from '../terminal.ts';

/** What every command is made with. `end` sets the exit code. */
export interface Cli {
  readonly program: Command;
  readonly terminal: Terminal;
  end(code: ExitCode): void;
}

/** The options of every command that talks to the gateway. */
export interface GatewayOptions {
  readonly as?: string;
  readonly json?: true;
}

/** `true` for `--wait` alone: until the operation closes. */
export type Wait = number | true;

/** A new command that talks to the gateway. */
export function gatewayCommand({ program }: Cli, usage: string): Command {
  return program
    .command(usage)
    .option('--as <agent>', "one of the local gateway's agents; by default its first")
    .option('--json', 'print JSON (the default when the output is no terminal)');
}

/** The client for the gateway that the environment names. */
export function clientFor({ terminal }: Cli, { as }: GatewayOptions): CountersignClient {
  return new CountersignClient(findConnection(terminal.env, as));
}

/** Prints a view as text for a person, and as JSON for everything else. */
export function show<View>({ terminal }: Cli, { json }: GatewayOptions, { view, text }: Shown<View>): void {
  terminal.out(terminal.isTty && !json ? text(view) : `${JSON.stringify(view, null, 2)}\n`);
}

interface Shown<View> {
  readonly view: View;
  text(view: View): string;
}

/** Limits a wait, unless it is for the operation's end. */
export function timeoutOf(wait: Wait): { readonly timeoutSeconds?: number } {
  return wait === true ? {} : { timeoutSeconds: wait };
}

/** Says each status but the last on the standard error: the last one is on the standard output. */
export function follow(terminal: Terminal, print: (view: OperationView) => string): (view: OperationView) => void {
  return (view) => {
    if (!view.terminal) terminal.err(print(view));
  };
}

/** Reads an option's whole number of seconds. */
export function seconds(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('It must be a whole number of seconds.');
  return Number(text);
}

/** Rows of cells as lines, each column as wide as its widest cell. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, at) => cell.padEnd(widths[at] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}
