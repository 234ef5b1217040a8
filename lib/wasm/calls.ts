import { Reader } from './reader.ts';

/**
 * The functions, by index, that a function's body calls or takes a reference to. A call through a table names none.
 * Throws for an instruction that is not known here (WebAssembly 2.0 without vectors): a guess could miss a call.
 */
export function callsOf(body: Uint8Array): readonly number[] {
  const reader = new Reader(body);
  reader.list(skipLocals);
  const called: number[] = [];
  while (!reader.done) {
    const opcode = reader.byte();
    if (opcode === CALL || opcode === REF_FUNC) called.push(reader.unsigned());
    else skipOperands(reader, opcode);
  }
  return called;
}

const CALL = 0x10;
const REF_FUNC = 0xd2;
const BULK = 0xfc;

/** How many integers follow an opcode (chapter 5.4). What is not named here is looked up in `PLAIN`. */
const INTEGERS: ReadonlyMap<number, number> = new Map([
  ...opcodes(1, [0x02, 0x03, 0x04]), // block, loop, if: a type
  ...opcodes(1, [0x0c, 0x0d]), // br, br_if: a label
  ...opcodes(2, [0x11]), // call_indirect: a type and a table
  ...opcodes(1, range(0x20, 0x26)), // locals, globals, tables
  ...opcodes(2, range(0x28, 0x3e)), // loads and stores: alignment and offset
  ...opcodes(1, [0x3f, 0x40, 0x41, 0x42]), // memory.size and .grow, i32.const, i64.const
  ...opcodes(1, [0xd0]), // ref.null
]);

/** Opcodes without operands: control, parametric, numeric, `ref.is_null`. */
const PLAIN: ReadonlySet<number> = new Set([...[0x00, 0x01, 0x05, 0x0b, 0x0f, 0x1a, 0x1b, 0xd1], ...range(0x45, 0xc4)]);

/** How many integers follow the second opcode of bulk instructions: saturating conversions, memories, tables. */
const BULK_INTEGERS: readonly number[] = [0, 0, 0, 0, 0, 0, 0, 0, 2, 1, 2, 1, 2, 1, 2, 1, 1, 1];

const BYTES: ReadonlyMap<number, number> = new Map([
  [0x43, 4], // f32.const
  [0x44, 8], // f64.const
]);

function skipOperands(reader: Reader, opcode: number): void {
  if (PLAIN.has(opcode)) return;
  const integers = opcode === BULK ? BULK_INTEGERS[reader.unsigned()] : INTEGERS.get(opcode);
  if (integers !== undefined) return reader.skipIntegers(integers);
  const bytes = BYTES.get(opcode);
  if (bytes !== undefined) return void reader.take(bytes);
  if (opcode === 0x0e) return reader.skipIntegers(reader.unsigned() + 1); // br_table: labels and the default
  if (opcode === 0x1c) return reader.skipIntegers(reader.unsigned()); // select with types
  throw new Error(`The WebAssembly has an instruction that is not known here: 0x${opcode.toString(16)}`);
}

/** Locals are told as counts of types. */
function skipLocals(reader: Reader): void {
  reader.skipIntegers(2);
}

function opcodes(operands: number, of: readonly number[]): readonly (readonly [number, number])[] {
  return of.map((opcode) => [opcode, operands] as const);
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
