import { policySetTextToParts, policyToJson } from '@cedar-policy/cedar-wasm/nodejs';
import type { DetailedError, PolicyJson } from '@cedar-policy/cedar-wasm/nodejs';
import type { PolicyFault } from './policy-set-invalid.ts';

/** One file of policies in Cedar's text form. */
export interface PolicyFile {
  readonly name: string;
  readonly text: string;
}

/** One policy as it was found: its file and line, its text and Cedar's reading of it. `place` tells it apart without an id. */
export interface FoundPolicy {
  readonly file: string;
  readonly line: number;
  readonly place: string;
  readonly text: string;
  readonly json: PolicyJson;
}

/** Reads a file's policies, or says what hinders: unreadable Cedar, a template, or no policy at all. */
export function policiesIn(file: PolicyFile): { found: readonly FoundPolicy[]; faults: readonly PolicyFault[] } {
  const parts = policySetTextToParts(file.text);
  if (parts.type === 'failure') return { found: [], faults: parts.errors.map((error) => parseFault(file, error)) };
  const lineOf = lineFinder(file.text);
  const found = parts.policies.map((text, index) => foundPolicy(file, text, { index, line: lineOf(text) }));
  return { found, faults: shapeFaults(file.name, found.length, parts.policy_templates.length) };
}

/** Cedar's message in one line, with its hint. */
export function sentenceOf({ message, help }: DetailedError): string {
  return help ? `${message} (${help})` : message;
}

function foundPolicy(
  { name }: PolicyFile,
  text: string,
  { index, line }: { index: number; line: number },
): FoundPolicy {
  const read = policyToJson(text);
  if (read.type === 'failure') throw new Error(`Cedar read ${name} but not its policy ${index + 1}`);
  return { file: name, line, place: `policy ${index + 1}`, text, json: read.json };
}

/** Finds the line, counted from 1, on which a policy's text begins; equal texts one after the other. */
function lineFinder(whole: string): (text: string) => number {
  const behind = new Map<string, number>();
  return (text) => {
    const at = whole.indexOf(text, behind.get(text) ?? 0);
    behind.set(text, at + 1);
    return whole.slice(0, Math.max(at, 0)).split('\n').length;
  };
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
