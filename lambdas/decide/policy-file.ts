import { policySetTextToParts, policyToJson } from '@cedar-policy/cedar-wasm/nodejs';
import type { DetailedError, PolicyJson } from '@cedar-policy/cedar-wasm/nodejs';
import type { PolicyFault } from './policy-set-invalid.ts';

/** One file of policies in Cedar's text form. */
export interface PolicyFile {
  readonly name: string;
  readonly text: string;
}

/** One policy as it was found: its file, its text and Cedar's reading of it. `place` tells it apart without an id. */
export interface FoundPolicy {
  readonly file: string;
  readonly place: string;
  readonly text: string;
  readonly json: PolicyJson;
}

/** Reads a file's policies, or says what hinders: unreadable Cedar, a template, or no policy at all. */
export function policiesIn(file: PolicyFile): { found: readonly FoundPolicy[]; faults: readonly PolicyFault[] } {
  const parts = policySetTextToParts(file.text);
  if (parts.type === 'failure') return { found: [], faults: parts.errors.map((error) => parseFault(file, error)) };
  const found = parts.policies.flatMap((text, index) => foundPolicy(file, text, index));
  return { found, faults: shapeFaults(file.name, found.length, parts.policy_templates.length) };
}

/** Cedar's message in one line, with its hint. */
export function sentenceOf({ message, help }: DetailedError): string {
  return help ? `${message} (${help})` : message;
}

function foundPolicy({ name }: PolicyFile, text: string, index: number): readonly FoundPolicy[] {
  const read = policyToJson(text);
  if (read.type === 'failure') throw new Error(`Cedar read ${name} but not its policy ${index + 1}`);
  return [{ file: name, place: `policy ${index + 1}`, text, json: read.json }];
}

function shapeFaults(file: string, policies: number, templates: number): readonly PolicyFault[] {
  if (templates > 0) return [{ file, detail: 'holds a template: write policies without ?principal and ?resource' }];
  return policies > 0 ? [] : [{ file, detail: 'holds no policy: write one or remove the file' }];
}

function parseFault({ name, text }: PolicyFile, error: DetailedError): PolicyFault {
  const at = error.sourceLocations?.[0];
  if (!at) return { file: name, detail: sentenceOf(error) };
  // Cedar counts bytes of UTF-8
  const before = Buffer.from(text, 'utf8').subarray(0, at.start).toString('utf8');
  return { file: name, detail: `line ${before.split('\n').length}: ${sentenceOf(error)}` };
}
