import { runUntilInterrupted } from '../lib/local/start.ts';

await runUntilInterrupted();
