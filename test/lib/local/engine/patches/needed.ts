import { expect, it } from '@jest/globals';
import { type Aws, withEngine } from '../an-engine.ts';

/** What one look at an engine shows with a patch, as on AWS, and without it. */
export type Need<T> = {
  readonly look: (aws: Aws) => Promise<T>;
  readonly right: T;
  readonly wrong: T;
};

/** Shows that the engine is right with a patch and still wrong without it: red once a new engine needs it no more. */
export function needsPatch<T>(patch: string, promise: string, { look, right, wrong }: Need<T>): void {
  it(`${promise} (${patch})`, async () => {
    expect(await withEngine([], look)).toEqual(right);
    expect(await withEngine([patch], look)).toEqual(wrong);
  }, 60_000);
}
