#!/usr/bin/env node
import { run } from '../lib/agent/cli.ts';
import { processTerminal } from '../lib/agent/terminal.ts';

process.exitCode = await run(process.argv.slice(2), processTerminal(process));
