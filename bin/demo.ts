import { demo } from '../lib/local/demo/demo.ts';

process.exitCode = (await demo()) ? 0 : 1;
