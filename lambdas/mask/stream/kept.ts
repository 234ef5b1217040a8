/** The beginning of a long masked text, as much of it as an answer holds. */
export class Kept {
  readonly #room: number;
  #text = '';
  #bytes = 0;
  #cut = false;

  /** `room` is counted as JSON writes the text, in bytes. */
  constructor(room: number) {
    this.#room = room;
  }

  get text(): string {
    return this.#text;
  }

  /** Whether something was left out. */
  get isCut(): boolean {
    return this.#cut;
  }

  /** Adds masked text up to the room, in whole lines or else words: a stand-in is never cut in two. */
  add(text: string): void {
    if (this.#cut) return;
    const bytes = jsonBytes(text);
    this.#cut = this.#bytes + bytes > this.#room;
    this.#text += this.#cut ? beginning(text, this.#room - this.#bytes) : text;
    this.#bytes += bytes;
  }
}

/** What a text takes in JSON, without its quotes. */
function jsonBytes(text: string): number {
  return Buffer.byteLength(JSON.stringify(text)) - 2;
}

function beginning(text: string, room: number): string {
  let end = Math.min(text.length, room);
  while (end > 0 && jsonBytes(text.slice(0, end)) > room) end = Math.floor(end * 0.9);
  const head = text.slice(0, end);
  const lineEnd = head.lastIndexOf('\n');
  const wordEnd = Math.max(lineEnd, lineEnd > 0 ? 0 : head.lastIndexOf(' '));
  return head.slice(0, Math.max(0, wordEnd));
}
