import { isUuid } from './safe-shapes.ts';

/** The shortest token that is made of letters alone is an access key id. */
export const SHORTEST_TOKEN = 20;
const LETTERS = 1;
const FIGURES = 2;
const JOINTS = 4;
const SPACES = 8;
const REST = 16;
const KINDS = kindsOfCharacters();

/** A letter or figure, what joins words, or anything that could begin a finding. A hyphen can: `--token ...`. */
function kindsOfCharacters(): Uint8Array {
  const kinds = new Uint8Array(65536).fill(REST);
  for (let code = 48; code <= 57; code++) kinds[code] = FIGURES;
  for (let code = 65; code <= 90; code++) kinds[code] = kinds[code + 32] = LETTERS;
  kinds[32] = SPACES;
  for (const joint of '_./') kinds[joint.charCodeAt(0)] = JOINTS;
  return kinds;
}

/**
 * Whether a short text can hold nothing that the detectors know, judged by its kinds of characters alone: a few words, a UUID,
 * an ISO 8601 time in UTC. Most values of an AWS answer are of these.
 */
export function isBoring(text: string): boolean {
  if (text.length < SHORTEST_TOKEN) return isFewWords(text);
  return text.length === 36 ? isUuid(text) : text.length <= 24 && TIME.test(text);
}

const TIME = /^(?:19|20)\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?Z$/;

function isFewWords(text: string): boolean {
  let seen = 0;
  for (let at = 0; at < text.length; at++) seen |= KINDS[text.charCodeAt(at)] ?? REST;
  // `Basic dXNlcjpwYXNz` is all letters.
  return (seen & (FIGURES | REST)) === 0 && ((seen & SPACES) === 0 || !/basic /i.test(text));
}
