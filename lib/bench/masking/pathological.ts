import { gzipSync } from 'node:zlib';
import units from '../../../test/lambdas/mask/cases/pathological.json' with { type: 'json' };

/** An input made to be slow: what it is, and a value of about so many bytes. */
export interface Pathological {
  readonly name: string;
  make(bytes: number): unknown;
}

/** The short units that others' engines choke on, and values that are hard on the walk, on layers and on look-ahead. */
export const PATHOLOGICAL: readonly Pathological[] = [
  ...units.map((unit): Pathological => ({ name: JSON.stringify(unit), make: (bytes) => repeated(unit, bytes) })),
  { name: 'JSON in JSON in JSON, side by side', make: nestedJson },
  { name: 'base64 of base64 of text', make: (bytes) => base64(base64(repeated('all quiet here. ', (bytes * 9) / 16))) },
  { name: 'base64 of gzip of text', make: (bytes) => gzipSync(repeatedNoise(bytes)).toString('base64') },
  { name: 'per cent signs', make: (bytes) => repeated('%', bytes) },
  { name: 'per cent signs, encoded', make: (bytes) => repeated('%25', bytes) },
  { name: 'CSV with quotes that never close', make: (bytes) => `password,note\n${repeated('"a,""', bytes)}` },
  { name: 'digits with separators', make: (bytes) => repeated('4012 8888-8888.1881,', bytes) },
  { name: 'an object 8 bytes a level deep', make: deep },
  { name: 'brackets that open as JSON does', make: (bytes) => repeated('[{"a":', bytes) },
  { name: 'one key as long as the value', make: (bytes) => ({ [repeated('key-', bytes)]: 1 }) },
  {
    name: 'many short keys',
    make: manyShortKeys,
  },
  { name: 'URLs with user information that never ends', make: (bytes) => repeated('https://u:p?q=', bytes) },
  { name: 'PEM headers and ends that do not match', make: (bytes) => repeated(PEM, bytes) },
  { name: 'a secret, and its copies everywhere', make: (bytes) => [{ password: SECRET }, repeated(SECRET, bytes)] },
];

const SECRET = 'k9-Fh3mQ-27xLp';
const PEM = '-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END EC PRIVATE KEY----\n';

function repeated(unit: string, bytes: number): string {
  return unit.repeat(Math.ceil(bytes / unit.length)).slice(0, bytes);
}

/** Lines that differ, so that gzip does not shrink them to nothing. */
function repeatedNoise(bytes: number): string {
  return Array.from({ length: bytes / 64 }, (_, at) => `${Math.sin(at)} ${Math.cos(at)} ${at * 7919}\n`).join('');
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

function nestedJson(bytes: number): string {
  const inner = JSON.stringify({ a: JSON.stringify({ b: JSON.stringify({ c: 'all quiet here' }) }) });
  return JSON.stringify(Array.from({ length: bytes / inner.length }, () => inner));
}

function deep(bytes: number): object {
  let level: object = {};
  for (let depth = 0; depth < bytes / 8; depth++) level = { a: level };
  return level;
}

/** An object whose members' names are all others. */
export function manyShortKeys(bytes: number): Readonly<Record<string, number>> {
  return Object.fromEntries(Array.from({ length: bytes / 12 }, (_, at) => [`k${at}`, 1]));
}
