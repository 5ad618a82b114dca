/** An entry of the cache that is being read: its head at once, names and pixels when they are asked for. */
import { readSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import {
  checksum,
  type EntryHead,
  type EntryNames,
  parsePrologue,
  type Prologue,
  prologueBytes,
  readWhole,
} from './cache-entry.ts';
import type { RawDataset } from './formats/format.ts';

/** Reads that are under way at the same time: as many as there are threads for it. */
const readers = 4;

export class StoredEntry {
  readonly head: EntryHead;
  /** Its pixels fill when they are read; `files` stays null: see `names`. */
  readonly raw: RawDataset;
  readonly #file: FileHandle;
  readonly #prologue: Prologue;
  #names: Promise<EntryNames | null> | null = null;
  #pixels: Promise<boolean> | null = null;

  /**
   * The entry with its head, labels and splits; null where they are not sound, or the file has another length than it
   * says.
   * @throws a system error; RangeError where it is too large for the memory
   */
  static async open(path: string, breathe: () => Promise<void>): Promise<StoredEntry | null> {
    const file = await open(path, 'r');
    const entry = await begin(file, breathe).catch(async (thrown: unknown) => {
      await file.close();
      throw thrown;
    });
    if (entry) return new StoredEntry(file, ...entry);
    await file.close();
    return null;
  }

  private constructor(file: FileHandle, prologue: Prologue, head: EntryHead, raw: RawDataset) {
    this.#file = file;
    this.#prologue = prologue;
    this.head = head;
    this.raw = raw;
  }

  /** Null where they are not sound. @throws as `open` */
  names(breathe: () => Promise<void>): Promise<EntryNames | null> {
    return (this.#names ??= this.#readNames(breathe));
  }

  /** Fills the pixels; false where they are not sound. @throws as `open` */
  pixels(breathe: () => Promise<void>): Promise<boolean> {
    return (this.#pixels ??= this.#readPixels(breathe));
  }

  /**
   * The pixels of some samples, before all are there. They are not checked yet. Blocks: nobody is to wait for a page
   * until the threads that read have all of it.
   * @throws as `open`
   */
  readSamples(indices: Iterable<number>): void {
    const { width, height, pixels } = this.raw;
    const area = width * height;
    const all = new Uint8Array(pixels);
    for (const i of indices)
      for (let done = i * area; done < (i + 1) * area;) {
        const bytes = readSync(
          this.#file.fd,
          all,
          done,
          (i + 1) * area - done,
          this.#pixelsStart + done,
        );
        if (bytes === 0) throw new RangeError('the file ends too early');
        done += bytes;
      }
  }

  close(): Promise<void> {
    return this.#file.close();
  }

  get #namesStart(): number {
    return prologueBytes + this.#prologue.headBytes + 3 * this.head.raw.samples;
  }

  get #pixelsStart(): number {
    return this.#namesStart + this.#prologue.namesBytes;
  }

  async #readNames(breathe: () => Promise<void>): Promise<EntryNames | null> {
    const { namesBytes, namesSum } = this.#prologue;
    const text = await readWhole(this.#file, Buffer.alloc(namesBytes), this.#namesStart);
    if ((await checksum([text], breathe)) !== namesSum) return null;
    // Ours, as the checksum says.
    return JSON.parse(text.toString()) as EntryNames;
  }

  async #readPixels(breathe: () => Promise<void>): Promise<boolean> {
    const pixels = new Uint8Array(this.raw.pixels);
    const piece = Math.max(1, Math.ceil(pixels.length / readers));
    const pieces = [];
    for (let from = 0; from < pixels.length; from += piece) {
      const part = pixels.subarray(from, from + piece);
      pieces.push(readWhole(this.#file, part, this.#pixelsStart + from));
    }
    await Promise.all(pieces);
    return (await checksum([pixels], breathe)) === this.#prologue.pixelsSum;
  }
}

async function begin(
  file: FileHandle,
  breathe: () => Promise<void>,
): Promise<[Prologue, EntryHead, RawDataset] | null> {
  const { size } = await file.stat();
  const start = await readWhole(file, Buffer.alloc(Math.min(prologueBytes, size)), 0);
  const prologue = parsePrologue(start);
  if (!prologue || prologueBytes + prologue.headBytes + prologue.namesBytes > size) return null;
  const text = await readWhole(file, Buffer.alloc(prologue.headBytes), prologueBytes);
  const head = parseHead(text);
  if (!head) return null;
  const { samples, ...rest } = head.raw;
  const { width, height } = rest;
  const content = samples * (3 + width * height);
  if (prologueBytes + prologue.headBytes + prologue.namesBytes + content !== size) return null;
  const labels = new SharedArrayBuffer(2 * samples);
  const splits = new SharedArrayBuffer(samples);
  const parts = [new Uint8Array(labels), new Uint8Array(splits)];
  const labelsStart = prologueBytes + prologue.headBytes;
  await readWhole(file, parts[0], labelsStart);
  await readWhole(file, parts[1], labelsStart + 2 * samples);
  if ((await checksum([text, ...parts], breathe)) !== prologue.headSum) return null;
  const pixels = new SharedArrayBuffer(samples * width * height);
  return [prologue, head, { ...rest, labels, splits, pixels, files: null }];
}

function parseHead(text: Buffer): EntryHead | null {
  try {
    // Ours, as its checksum will show before anyone relies on it; the sizes are checked at once.
    const head = JSON.parse(text.toString()) as EntryHead;
    const { samples, width, height } = head.raw;
    const sound = [samples, width, height].every((n) => Number.isSafeInteger(n) && n > 0);
    return sound ? head : null;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return null;
    throw error;
  }
}
