import { join } from 'node:path';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { MaskingPolicy } from '../lambdas/mask/policy/masking-policy.ts';
import type { FunctionName } from '../lambdas/runtime/config.ts';
import { bundle } from './bundle.ts';

/** Where each function's handler lies below the `lambdas` folder. */
export const HANDLERS: Readonly<Record<FunctionName, string>> = {
  submit: 'submit/handler.ts',
  'request-approval': 'approve/request-handler.ts',
  answer: 'approve/answer-handler.ts',
  execute: 'execute/handler.ts',
  close: 'close/handler.ts',
  archive: 'archive/handler.ts',
  stop: 'stop/handler.ts',
};

/** The functions that decide, and so carry the policies and Cedar. No other bundle does. */
const DECIDING: readonly FunctionName[] = ['submit', 'execute'];

/** Which sources and policies to build the functions from, and where to put the bundles. */
export interface Sources {
  /** Folder that `HANDLERS` is relative to. */
  readonly handlers: string;
  readonly policies: object;
  readonly masking?: MaskingPolicy | undefined;
  readonly outdir: string;
}

/** Builds each function's code on demand. */
export class Handlers {
  readonly #sources: Sources;

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  /** Bundles one function and names it as a CDK asset. */
  code(name: FunctionName): Code {
    const { handlers, policies, masking, outdir } = this.#sources;
    const handler = join(handlers, HANDLERS[name]);
    const carried = DECIDING.includes(name) ? { policies, ...(masking && { masking }) } : {};
    return Code.fromAsset(bundle({ name, handler, outdir, ...carried }).directory);
  }
}
