import { describe, expect, it } from '@jest/globals';
import { callsOf } from '../../../lib/wasm/calls.ts';
import { prune } from '../../../lib/wasm/prune.ts';
import { block, list, unsigned } from '../../../lib/wasm/reader.ts';

interface Exports {
  readonly [name: string]: (() => number) | undefined;
}

/** TypeScript knows WebAssembly as a part of browsers. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object) => { readonly exports: Exports };
};

/** Functions without parameters that return an i32, exported as `f0`, `f1`, …; those in `table` are in table 0, too. */
interface Sketch {
  readonly bodies: readonly (readonly number[])[];
  readonly table?: readonly number[];
  readonly custom?: string;
}

const END = 0x0b;
const I32 = 0x7f;
const constant = (value: number) => [0x41, value];
const call = (index: number) => [0x10, index];
const callInTable = (at: number) => [...constant(at), 0x11, 0, 0];

function aModule({ bodies, table = [], custom }: Sketch): Uint8Array {
  const section = (id: number, items: readonly Uint8Array[]) => [Uint8Array.of(id), block(list(items))];
  const exported = (_: unknown, index: number) =>
    Buffer.concat([block(Buffer.from(`f${index}`)), Uint8Array.of(0), unsigned(index)]);
  const segment = Uint8Array.from([0, ...constant(0), END, table.length, ...table]);
  return Buffer.concat([
    Buffer.from('\0asm\x01\0\0\0', 'latin1'),
    ...(custom === undefined ? [] : [Uint8Array.of(0), block(Buffer.from(`\x04name${custom}`))]),
    ...section(1, [Uint8Array.of(0x60, 0, 1, I32)]),
    ...section(
      3,
      bodies.map(() => Uint8Array.of(0)),
    ),
    ...section(4, [Uint8Array.of(0x70, 0, table.length)]),
    ...section(7, bodies.map(exported)),
    ...section(9, [segment]),
    ...section(
      10,
      bodies.map((body) => block(Uint8Array.from([0, ...body, END]))),
    ),
  ]);
}

function exportsOf(wasm: Uint8Array): Exports {
  return new WebAssembly.Instance(new WebAssembly.Module(wasm)).exports;
}

describe('prune', () => {
  it('keeps the exports that are asked for, with all that they call, and drops the others', () => {
    const wasm = aModule({ bodies: [call(1), call(2), constant(7), constant(9)] });

    const exports = exportsOf(prune(wasm, ['f0']));

    expect(Object.keys(exports)).toEqual(['f0']);
    expect(exports['f0']?.()).toBe(7);
  });

  it('leaves a trap where a function was that nothing reaches: the two-byte constant and its export are gone', () => {
    const wasm = aModule({ bodies: [constant(7), [...constant(1), ...constant(2), 0x6a]] });

    const pruned = Buffer.from(prune(wasm, ['f0']));

    expect(pruned.includes(Buffer.from([0x03, 0x00, 0x00, END]))).toBe(true);
    expect(pruned.includes(Buffer.from([...constant(1), ...constant(2), 0x6a]))).toBe(false);
  });

  it('keeps what the table holds, since a call through it names no function', () => {
    const wasm = aModule({ bodies: [callInTable(1), constant(1), call(3), constant(5)], table: [1, 2] });

    expect(exportsOf(prune(wasm, ['f0']))['f0']?.()).toBe(5);
  });

  it.each<[string, readonly number[]]>([
    ['br_table', [0x02, I32, ...constant(4), ...constant(0), 0x0e, 2, 0, 0, 0, END, 0x1a, ...call(1)]],
    ['select with types', [...constant(1), ...constant(2), ...constant(0), 0x1c, 1, I32, 0x1a, ...call(1)]],
    ['an f64', [0x44, 0x10, 0x63, 0x10, 0x63, 0x10, 0x63, 0x10, 0x63, 0x1a, ...call(1)]],
    ['a long constant', [0x42, 0x90, 0x90, 0x90, 0x90, 0x10, 0x1a, ...call(1)]],
    ['a saturating conversion', [0x43, 0, 0, 0, 0, 0xfc, 0x00, 0x1a, ...call(1)]],
  ])('finds the call behind %s', (_, body) => {
    const wasm = aModule({ bodies: [body, constant(3), constant(4)] });

    expect(exportsOf(prune(wasm, ['f0']))['f0']?.()).toBe(3);
  });

  it('counts a reference to a function as a call', () => {
    expect(callsOf(Uint8Array.from([0, 0xd2, 0x90, 0x01, 0x1a, ...call(3), END]))).toEqual([144, 3]);
  });

  it('drops custom sections, such as names', () => {
    const wasm = aModule({ bodies: [constant(7)], custom: 'a secret of the workshop' });

    expect(Buffer.from(wasm).includes('a secret of the workshop')).toBe(true);
    expect(Buffer.from(prune(wasm, ['f0'])).includes('a secret of the workshop')).toBe(false);
  });

  it('says which export is missing', () => {
    expect(() => prune(aModule({ bodies: [constant(7)] }), ['f0', 'f8'])).toThrow('exports no function f8');
  });

  it('refuses an instruction that it cannot read, instead of guessing where the next begins', () => {
    const wasm = aModule({ bodies: [[0xfd, 0x0c]] });

    expect(() => prune(wasm, ['f0'])).toThrow('an instruction that is not known here: 0xfd');
  });

  it('refuses what is no WebAssembly, or ends too early', () => {
    const wasm = aModule({ bodies: [constant(7)] });

    expect(() => prune(Buffer.from('#!/bin/sh'), ['f0'])).toThrow('no WebAssembly');
    expect(() => prune(wasm.subarray(0, wasm.length - 1), ['f0'])).toThrow('ends in the middle');
  });
});
