import { gzipSync } from 'node:zlib';
import type { ServiceModel } from '../../lambdas/catalogue/model.ts';
import { ruleOf } from '../../lambdas/catalogue/rules/index.ts';
import { printTable, type Table } from '../bench/table.ts';
import { modelText } from './files.ts';

/** Counts of one service's catalogue; sizes in bytes. */
export interface ServiceReport {
  readonly service: string;
  readonly version: string;
  readonly operations: number;
  readonly curated: number;
  readonly derived: number;
  readonly unscopable: number;
  readonly refused: number;
  /** Operations whose IAM actions are known, by name or by review. */
  readonly mapped: number;
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
  const mapped = entries.filter(([name, { gap }]) => gap !== 'no-action' || ruleOf(model.service, name) !== undefined);
  const text = modelText(model);
  return {
    service: model.service,
    version: model.version,
    operations: entries.length,
    curated: open.length - plain.length,
    derived: derived.length,
    unscopable: plain.length - derived.length,
    refused: entries.length - open.length,
    mapped: mapped.length,
    shapes: model.shapes.length,
    bytes: Buffer.byteLength(text),
    gzipped: gzipSync(text).length,
  };
}

const COUNTS = ['operations', 'curated', 'derived', 'unscopable', 'refused', 'mapped'] as const;

/** The reports as a table of one line a service and the totals below, with the shares that they come to. */
export function printReport(reports: readonly ServiceReport[]): string {
  const total = (count: (typeof COUNTS)[number] | 'gzipped'): number =>
    reports.reduce((sum, report) => sum + report[count], 0);
  const table: Table = {
    title: `The catalogue: ${reports.length} services, ${total('operations')} operations`,
    columns: ['service', ...COUNTS, 'resolved %', 'mapped %', 'gzip B'],
    rows: [
      ...reports.map((report) => row(report.service, report, report.gzipped)),
      row('all', Object.fromEntries(COUNTS.map((count) => [count, total(count)])) as Counts, total('gzipped')),
    ],
  };
  return `${printTable(table)}\n\n${LEGEND}\n`;
}

const LEGEND = [
  'curated      a reviewed rule gives the grants; derived: the one action on what required members name',
  'unscopable   no grant can be cut: refused with the reason, or only under a policy that names it',
  'refused      can never run: event streams, presigned URLs, hosts from the input',
  'resolved %   curated and derived: all resources of the call are named',
  'mapped %     operations whose IAM actions are known',
].join('\n');

type Counts = Readonly<Record<(typeof COUNTS)[number], number>>;

function row(name: string, counts: Counts, gzipped: number): (string | number)[] {
  const share = (part: number): string => ((100 * part) / counts.operations).toFixed(1).padStart(5);
  const resolved = share(counts.curated + counts.derived);
  return [name, ...COUNTS.map((count) => counts[count]), resolved, share(counts.mapped), gzipped];
}
