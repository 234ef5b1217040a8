import { gzipSync } from 'node:zlib';
import type { ServiceModel } from '../../lambdas/catalogue/model.ts';
import { ruleOf } from '../../lambdas/catalogue/rules/index.ts';
import { modelText } from './files.ts';

/** Counts of one service's catalogue; sizes in bytes. */
export interface ServiceReport {
  readonly version: string;
  readonly operations: number;
  readonly curated: number;
  readonly derived: number;
  readonly unscopable: number;
  readonly refused: number;
  readonly shapes: number;
  readonly bytes: number;
  readonly gzipped: number;
}

/** Counts what a model holds. Every operation is in exactly one of curated, derived, unscopable, refused. */
export function reportOn(model: ServiceModel): ServiceReport {
  const entries = Object.entries(model.operations);
  const open = entries.filter(([, operation]) => operation.refused === undefined);
  const plain = open.filter(([name]) => ruleOf(model.service, name) === undefined);
  const derived = plain.filter(([, operation]) => operation.arns !== undefined);
  const text = modelText(model);
  return {
    version: model.version,
    operations: entries.length,
    curated: open.length - plain.length,
    derived: derived.length,
    unscopable: plain.length - derived.length,
    refused: entries.length - open.length,
    shapes: model.shapes.length,
    bytes: Buffer.byteLength(text),
    gzipped: gzipSync(text).length,
  };
}
