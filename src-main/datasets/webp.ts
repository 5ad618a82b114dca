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
import { readWebpHeader, type WebpFrame } from './webp-header.ts';

/** What the module exports; pointers and sizes are numbers (decode.h of libwebp 1). */
interface LibWebp {
  memory: WebAssembly.Memory;
  malloc(bytes: number): number;
  free(pointer: number): void;
  /** The pixels, or 0 when the picture is not sound; width and height as 32-bit numbers. */
  WebPDecodeRGBA(webp: number, bytes: number, width: number, height: number): number;
}

type Size = Pick<GreyImage, 'width' | 'height'>;

/** In the header of a canvas. */
const hasAlpha = 0x10;

/** A decoder that has grown beyond this is given back: WebAssembly memory never shrinks. Bytes. */
const memoryToKeep = 64 * 2 ** 20;

let compiled: WebAssembly.Module | null = null;
let decoder: LibWebp | null = null;

/**
 * Of an animation the first frame. Blocks the thread while it decodes.
 * @throws UserError `image.truncated`, `image.broken`, `image.unsupported`, `image.tooLarge`
 */
export function decodeWebp(bytes: Uint8Array, file: string, limit?: SizeLimit): GreyImage {
  const { width, height, orientation, firstFrame } = readWebpHeader(bytes, file, limit);
  const pixels = firstFrame
    ? onCanvas(decode(asStill(firstFrame), file, firstFrame), firstFrame, { width, height })
    : decode(bytes, file, { width, height });
  return upright({ width, height, pixels }, orientation);
}

/** Where the frame does not reach, paper. */
function onCanvas(pixels: Uint8Array, frame: WebpFrame, canvas: Size): Uint8Array {
  if (frame.width === canvas.width && frame.height === canvas.height) return pixels;
  const whole = new Uint8Array(canvas.width * canvas.height).fill(255);
  for (let y = 0; y < frame.height; y++)
    whole.set(
      pixels.subarray(y * frame.width, (y + 1) * frame.width),
      (frame.top + y) * canvas.width + frame.left,
    );
  return whole;
}

/**
 * A file of its own for the decoder. With a canvas of the frame's size, without which a channel for alpha would be
 * passed over.
 */
function asStill({ width, height, chunks }: WebpFrame): Uint8Array {
  const bytes = Buffer.alloc(30 + chunks.length);
  bytes.write('RIFF', 0, 'latin1');
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write('WEBPVP8X', 8, 'latin1');
  bytes.writeUInt32LE(10, 16);
  bytes[20] = hasAlpha;
  bytes.writeUIntLE(width - 1, 24, 3);
  bytes.writeUIntLE(height - 1, 27, 3);
  bytes.set(chunks, 30);
  return bytes;
}

export function uprightWebpSize(bytes: Uint8Array, file: string, limit?: SizeLimit) {
  const { width, height, orientation } = readWebpHeader(bytes, file, limit);
  return orientation >= 5 ? { width: height, height: width } : { width, height };
}

/** `[height, width]`, on white paper. */
function decode(bytes: Uint8Array, file: string, { width, height }: Size): Uint8Array {
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
