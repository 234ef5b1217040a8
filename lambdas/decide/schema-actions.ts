import { schemaToJson } from '@cedar-policy/cedar-wasm/nodejs';
import { isDeepStrictEqual } from 'node:util';
import { ACTIONS } from './policy-head.ts';
import type { PolicyFault } from './policy-set-invalid.ts';

const FAULT = `needs the actions ${ACTIONS.join(' and ')} in namespace Countersign, both applying to the same things`;

/** What is wrong with a schema's actions: one question stands for both, so both must be asked of the same things. */
export function actionFaults(schema: string): readonly PolicyFault[] {
  const read = schemaToJson(schema);
  if (read.type === 'failure') return []; // the validator says what is wrong with it
  const { actions = {} } = read.json['Countersign'] ?? {};
  const [first, ...others] = ACTIONS.map((name) => actions[name]);
  const alike = first !== undefined && others.every((other) => isDeepStrictEqual(other, first));
  return alike && Object.keys(actions).length === ACTIONS.length ? [] : [{ file: 'schema', detail: FAULT }];
}
