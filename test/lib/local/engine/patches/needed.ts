import { expect, it } from '@jest/globals';
import { type Aws, withEngine } from '../an-engine.ts';

/** What one look at an engine shows with a patch, as on AWS, and without it. */
export type Need = {
  readonly look: (aws: Aws) => Promise<unknown>;
  readonly right: unknown;
  readonly wrong: unknown;
};

/** Shows that the engine is right with a patch and still wrong without it: red once a new engine needs it no more. */
export function needsPatch(patch: string, promise: string, { look, right, wrong }: Need): void {
  it(`${promise} (${patch})`, async () => {
    expect(await withEngine([], look)).toEqual(right);
    expect(await withEngine([patch], look)).toEqual(wrong);
  }, 60_000);
}
