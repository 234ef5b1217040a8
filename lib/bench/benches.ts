import type { Bench } from './bench.ts';
import { benchCredentials } from './credentials.ts';
import { benchDecide } from './decide/decide.ts';
import { benchMasking } from './masking/masking.ts';
import { benchPath } from './path/path.ts';

/** All benches by the name that `npm run bench -- NAME` takes. */
export const BENCHES: Readonly<Record<string, Bench>> = {
  credentials: benchCredentials,
  decide: benchDecide,
  masking: benchMasking,
  path: benchPath,
};
