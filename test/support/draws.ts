/**
 * Property tests take fast-check from here. They draw the same values in every run, so that a red run speaks of the change at hand;
 * `npm run fuzz` gives a seed of its own each time, and draws others.
 */
import fc from 'fast-check';

const SEED = 20_261_122;

fc.configureGlobal({ seed: Number(process.env['COUNTERSIGN_SEED'] ?? SEED) });

export { fc };
