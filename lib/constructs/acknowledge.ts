import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Says of cdk-nag findings on a construct, by id, why each is accepted. */
export function acknowledge(construct: IConstruct, reasons: Readonly<Record<string, string>>): void {
  const entries = Object.entries(reasons).map(([id, reason]) => ({ id, reason }));
  Validations.of(construct).acknowledge(...entries);
}
