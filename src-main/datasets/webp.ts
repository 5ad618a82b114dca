/**
 * WebP to grey by libwebp in WebAssembly. Only the module of `@cwasm/webp` is used: its JavaScript compiles it as
 * soon as it is imported, and copies the picture once more.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { UserError } from '../../src-shared/errors.ts';
import { type GreyImage, luma, onWhite } from './grey.ts';
import type { SizeLimit } from './size-limit.ts';
import { upright } from './orientation.ts';
import { readWebpHeader } from './webp-header.ts';

/** What the module exports; pointers and sizes are numbers (decode.h of libwebp 1). */
interface LibWebp {
  memory: WebAssembly.Memory;
  malloc(bytes: number): number;
  free(pointer: number): void;
  /** The pixels, or 0 when the picture is not sound; width and height as 32-bit numbers. */
  WebPDecodeRGBA(webp: number, bytes: number, width: number, height: number): number;
}

/** A decoder that has grown beyond this is given back: WebAssembly memory never shrinks. Bytes. */
const memoryToKeep = 64 * 2 ** 20;

let compiled: WebAssembly.Module | null = null;
let decoder: LibWebp | null = null;

/**
 * Blocks the thread while it decodes.
 * @throws UserError `image.truncated`, `image.broken`, `image.unsupported`, `image.tooLarge`
 */
export function decodeWebp(bytes: Uint8Array, file: string, limit?: SizeLimit): GreyImage {
  const { width, height, orientation } = readWebpHeader(bytes, file, limit);
  const pixels = decode(bytes, file, width, height);
  return upright({ width, height, pixels }, orientation);
}

export function uprightWebpSize(bytes: Uint8Array, file: string, limit?: SizeLimit) {
  const { width, height, orientation } = readWebpHeader(bytes, file, limit);
  return orientation >= 5 ? { width: height, height: width } : { width, height };
}

/** `[height, width]` */
function decode(bytes: Uint8Array, file: string, width: number, height: number): Uint8Array {
  decoder ??= startDecoder();
  const webp = decoder;
  try {
    const input = webp.malloc(bytes.length);
    const size = webp.malloc(8);
    if (input === 0 || size === 0) throw new Error('out of memory');
    new Uint8Array(webp.memory.buffer, input, bytes.length).set(bytes);
    const output = webp.WebPDecodeRGBA(input, bytes.length, size, size + 4);
    const [foundWidth, foundHeight] = new Uint32Array(webp.memory.buffer, size, 2);
    const isSound = output !== 0 && foundWidth === width && foundHeight === height;
    const grey = isSound
      ? greyOf(new Uint8Array(webp.memory.buffer, output, width * height * 4))
      : null;
    webp.free(input);
    webp.free(size);
    webp.free(output);
    if (webp.memory.buffer.byteLength > memoryToKeep) decoder = null;
    if (!grey) throw new Error('damaged');
    return grey;
  } catch (error) {
    // A trap leaves the module in an unknown state: the next picture gets a new one.
    if (error instanceof WebAssembly.RuntimeError) decoder = null;
    throw new UserError('image.broken', { file });
  }
}

/** Red, green, blue and alpha, `[pixels, 4]`, to `[pixels]`. */
function greyOf(rgba: Uint8Array): Uint8Array {
  const pixels = new Uint8Array(rgba.length / 4);
  for (let i = 0, from = 0; i < pixels.length; i++, from += 4)
    pixels[i] = onWhite(luma(rgba[from], rgba[from + 1], rgba[from + 2]), rgba[from + 3]);
  return pixels;
}

function startDecoder(): LibWebp {
  const path = createRequire(import.meta.url).resolve('@cwasm/webp/webp.wasm');
  compiled ??= new WebAssembly.Module(readFileSync(path));
  const refuse = (): never => {
    throw new Error('libwebp asked for a file');
  };
  const instance = new WebAssembly.Instance(compiled, {
    wasi_snapshot_preview1: { fd_close: refuse, fd_seek: refuse, fd_write: refuse },
  });
  return instance.exports as unknown as LibWebp;
}
