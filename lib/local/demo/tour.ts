import type { OperationView } from '../../agent/operation-view.ts';
import { SENSITIVE_VALUES } from '../seed/customers.ts';
import type { LocalArchive } from './archive.ts';
import { play, type Scene, type Stage } from './scene.ts';
import { SCENES } from './scenes.ts';

type Print = (line: string) => void;

/** Plays all scenes and looks into the archive. Prints what happens; returns what differed from the script. */
export async function tour(stage: Stage, archive: LocalArchive, print: Print): Promise<readonly string[]> {
  const wrong: string[] = [];
  const played: OperationView[] = [];
  for (const [index, scene] of SCENES.entries()) {
    print(`\n${index + 1}. ${scene.title}`);
    const operation = await play(scene, stage);
    played.push(operation);
    wrong.push(...check(scene, operation, print));
  }
  print('\nThe archive holds, under Object Lock:');
  for (const operation of played) wrong.push(...(await checkReceipt(operation, archive, print)));
  return wrong;
}

function check(scene: Scene, operation: OperationView, print: Print): string[] {
  const { service, operation: name } = scene.envelope;
  print(`   ${service} ${name}: ${operation.status}  (${operation.id})`);
  if ('because' in operation) print(`   because: ${operation.because}`);
  if ('result' in operation && JSON.stringify(operation.result) !== '{}')
    print(`   result: ${JSON.stringify(operation.result)}`);
  for (const line of timeline(operation)) print(`     ${line}`);
  const claims = { [`it ends ${scene.ends}`]: (one: OperationView) => one.status === scene.ends, ...scene.shows };
  return Object.entries(claims).flatMap(([claim, holds]) => judge(claim, holds(operation), print));
}

function timeline({ timeline: events = [], createdAt }: OperationView): string[] {
  const start = Date.parse(createdAt);
  return events.map(
    ({ at, type, by }) => `+${((Date.parse(at) - start) / 1000).toFixed(2).padStart(6)} s  ${type.padEnd(15)} ${by}`,
  );
}

async function checkReceipt({ id, status }: OperationView, archive: LocalArchive, print: Print): Promise<string[]> {
  const receipt = await archive.receiptOf(id);
  print(`   ${receipt.key}  ${receipt.status}, ${receipt.events} events, ${receipt.retention}`);
  const clean = SENSITIVE_VALUES.every((value) => !receipt.text.includes(value));
  const claims = {
    [`the receipt of ${id} says ${status}`]: receipt.status === status,
    [`its chain of events is whole`]: receipt.whole,
    [`it holds no unmasked value`]: clean,
  };
  return Object.entries(claims).flatMap(([claim, holds]) => (holds ? [] : judge(claim, holds, print)));
}

function judge(claim: string, holds: boolean, print: Print): string[] {
  print(`   ${holds ? 'ok ' : 'NOT'} ${claim}`);
  return holds ? [] : [claim];
}
