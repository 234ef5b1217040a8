/** Reads WebAssembly's binary format (W3C WebAssembly Core Specification 2.0, chapter 5) forwards. */
export class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get done(): boolean {
    return this.#at >= this.#bytes.length;
  }

  /** The next byte. Throws a RangeError at the end. */
  byte(): number {
    const byte = this.#bytes[this.#at];
    if (byte === undefined) throw new RangeError('The WebAssembly ends in the middle of something');
    this.#at += 1;
    return byte;
  }

  /** An unsigned integer in LEB128. */
  unsigned(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 0x80) {
      const byte = this.byte();
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
  }

  /** Passes over integers in LEB128, of any size and sign. */
  skipIntegers(count = 1): void {
    for (let left = count; left > 0;) if (this.byte() < 0x80) left -= 1;
  }

  /** The next bytes. Throws a RangeError when there are not as many. */
  take(count: number): Uint8Array {
    const taken = this.#bytes.subarray(this.#at, this.#at + count);
    if (taken.length < count) throw new RangeError('The WebAssembly ends in the middle of something');
    this.#at += count;
    return taken;
  }

  /** As many bytes as the length before them says: a section, a function's body, a name. */
  block(): Uint8Array {
    return this.take(this.unsigned());
  }

  text(): string {
    return Buffer.from(this.block()).toString('utf8');
  }

  /** A vector: its length, then its items. */
  list<T>(item: (reader: Reader, index: number) => T): readonly T[] {
    return Array.from({ length: this.unsigned() }, (_, index) => item(this, index));
  }
}

/** An unsigned integer in LEB128. */
export function unsigned(value: number): Uint8Array {
  const bytes: number[] = [];
  for (let left = value; ; left = Math.floor(left / 0x80)) {
    if (left < 0x80) return Uint8Array.from([...bytes, left]);
    bytes.push((left % 0x80) + 0x80);
  }
}

/** A vector of items that are bytes already. */
export function list(items: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat([unsigned(items.length), ...items]);
}

/** Bytes with their length before them. */
export function block(bytes: Uint8Array): Uint8Array {
  return Buffer.concat([unsigned(bytes.length), bytes]);
}
