import { callsOf } from './calls.ts';
import { block, list, Reader, unsigned } from './reader.ts';

const CUSTOM = 0;
const IMPORT = 2;
const EXPORT = 7;
const START = 8;
const ELEMENT = 9;
const CODE = 10;
const FUNCTION = 0;

/** The body of a function that cannot be reached: no locals, `unreachable`, `end`. */
const TRAP = Uint8Array.of(0x00, 0x00, 0x0b);

interface Section {
  readonly id: number;
  readonly bytes: Uint8Array;
}

interface Exported {
  readonly name: string;
  readonly kind: number;
  readonly index: number;
}

/**
 * A WebAssembly module with only some of its exported functions. What no kept export reaches, by calls or through the
 * function table, becomes a trap in its place; custom sections go. Nothing is renumbered or optimised, so that what is
 * kept is byte for byte what it was. Throws for an export that is not there and for a module that it cannot read whole.
 */
export function prune(wasm: Uint8Array, keep: readonly string[]): Uint8Array {
  const sections = sectionsOf(wasm).filter(({ id }) => id !== CUSTOM);
  const exported = exportsOf(sections);
  const missing = keep.filter((name) => !exported.some((one) => one.name === name && one.kind === FUNCTION));
  if (missing.length > 0) throw new Error(`The WebAssembly exports no function ${missing.join(', ')}`);
  const kept = exported.filter(({ name, kind }) => kind !== FUNCTION || keep.includes(name));
  const bodies = readersOf(sections, CODE).flatMap((reader) => reader.list((code) => code.block()));
  const imported = importedFunctions(sections);
  const roots = kept.filter(({ kind }) => kind === FUNCTION).map(({ index }) => index);
  const live = reachable([...roots, ...tableOf(sections)], (index) => bodies[index - imported]);
  const code = list(bodies.map((body, at) => block(live.has(at + imported) ? body : TRAP)));
  const replaced = new Map([
    [EXPORT, list(kept.map(exportBytes))],
    [CODE, code],
  ]);
  const written = sections.map(({ id, bytes }) => [Uint8Array.of(id), block(replaced.get(id) ?? bytes)]);
  return Buffer.concat([wasm.subarray(0, 8), ...written.flat()]);
}

/** All functions that these reach by calls, themselves included. An imported function has no body. */
function reachable(roots: readonly number[], bodyOf: (index: number) => Uint8Array | undefined): ReadonlySet<number> {
  const live = new Set(roots);
  for (const index of live) {
    const body = bodyOf(index);
    if (body) for (const called of callsOf(body)) live.add(called); // a Set also walks what is added meanwhile
  }
  return live;
}

function sectionsOf(wasm: Uint8Array): readonly Section[] {
  if (Buffer.compare(wasm.subarray(0, 8), Buffer.from('\0asm\x01\0\0\0', 'latin1')) !== 0)
    throw new Error('This is no WebAssembly of version 1');
  const reader = new Reader(wasm.subarray(8));
  const sections: Section[] = [];
  while (!reader.done) sections.push({ id: reader.byte(), bytes: reader.block() });
  if (sections.some(({ id }) => id === START)) throw new Error('A start function is not provided for');
  return sections;
}

function readersOf(sections: readonly Section[], id: number): readonly Reader[] {
  return sections.filter((section) => section.id === id).map(({ bytes }) => new Reader(bytes));
}

function exportsOf(sections: readonly Section[]): readonly Exported[] {
  const one = (reader: Reader): Exported => ({ name: reader.text(), kind: reader.byte(), index: reader.unsigned() });
  return readersOf(sections, EXPORT).flatMap((reader) => reader.list(one));
}

function exportBytes({ name, kind, index }: Exported): Uint8Array {
  return Buffer.concat([block(Buffer.from(name)), Uint8Array.of(kind), unsigned(index)]);
}

function importedFunctions(sections: readonly Section[]): number {
  return readersOf(sections, IMPORT).flatMap((reader) => reader.list(skipImport)).length;
}

function skipImport(reader: Reader): void {
  reader.block(); // the module's name
  reader.block(); // its own
  if (reader.byte() !== FUNCTION) throw new Error('Only imports of functions are provided for');
  reader.skipIntegers();
}

/** The functions of the table: which of them are called cannot be known, so each may be. */
function tableOf(sections: readonly Section[]): readonly number[] {
  const segment = (reader: Reader): readonly number[] => {
    // The common form: of table 0, from an offset `i32.const n`, `end`, as function indexes.
    if (reader.unsigned() !== 0 || reader.byte() !== 0x41)
      throw new Error('Only plain table segments are provided for');
    reader.skipIntegers();
    if (reader.byte() !== 0x0b) throw new Error('Only plain table segments are provided for');
    return reader.list((indexes) => indexes.unsigned());
  };
  return readersOf(sections, ELEMENT).flatMap((reader) => reader.list(segment).flat());
}
