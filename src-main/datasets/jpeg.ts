/**
 * JPEG to grey by libjpeg-turbo in WebAssembly. Only the module of `@cwasm/jpeg-turbo` is used, not its
 * JavaScript: that asks for RGBA where libjpeg hands out the luma channel directly, and it leaks memory
 * and stack at each damaged file until, after some thousands, it can decode nothing at all.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { UserError } from '../../src-shared/errors.ts';
import { type GreyImage, luma } from './grey.ts';
import type { SizeLimit } from './size-limit.ts';
import { readJpegHeader } from './jpeg-header.ts';
import { upright } from './orientation.ts';

/** What the module exports; pointers and sizes are numbers (turbojpeg.h of libjpeg-turbo 2). */
interface TurboJpeg {
  memory: WebAssembly.Memory;
  malloc(bytes: number): number;
  free(pointer: number): void;
  tjInitDecompress(): number;
  /** 0 when the image is sound; -1 when it had to guess, for instance where data is missing. */
  tjDecompress2(
    decoder: number,
    jpeg: number,
    jpegBytes: number,
    out: number,
    width: number,
    bytesPerRow: number,
    height: number,
    pixelFormat: number,
    flags: number,
  ): number;
}

const pixelFormats = { grey: 6, cmyk: 11 } as const;

/** A decoder that has grown beyond this is given back: WebAssembly memory never shrinks. Bytes. */
const memoryToKeep = 64 * 2 ** 20;

let compiled: WebAssembly.Module | null = null;
let decoder: { turbo: TurboJpeg; handle: number } | null = null;

/** libjpeg scales by so many eighths while it decodes. */
const eighths = 8;

/**
 * Blocks the thread while it decodes.
 * @param atLeast a picture whose longer side is more than twice this is scaled down while it is decoded, to no less
 * @throws UserError `image.truncated`, `image.broken`, `image.unsupported`, `image.tooLarge`
 */
export function decodeJpeg(
  bytes: Uint8Array,
  file: string,
  limit?: SizeLimit,
  atLeast = Infinity,
): GreyImage {
  const { components, orientation, ...whole } = readJpegHeader(bytes, file, limit);
  const { width, height } = scaledSize(whole, atLeast);
  const pixels =
    components === 4
      ? greyOfCmyk(decode(bytes, file, width, height, pixelFormats.cmyk, 4))
      : decode(bytes, file, width, height, pixelFormats.grey, 1);
  return upright({ width, height, pixels }, orientation);
}

/**
 * Small images are copied into a stretch that they share: a buffer of its own for each would cost as much as the
 * decoding.
 */
let stretch = new Uint8Array(0);
const stretchBytes = 2 ** 18;
const smallBytes = 2 ** 14;
function copyOf(samples: Uint8Array): Uint8Array {
  if (samples.length > smallBytes) return samples.slice();
  if (samples.length > stretch.length) stretch = new Uint8Array(stretchBytes);
  const copy = stretch.subarray(0, samples.length);
  stretch = stretch.subarray(samples.length);
  copy.set(samples);
  return copy;
}

function scaledSize({ width, height }: { width: number; height: number }, atLeast: number) {
  const longer = Math.max(width, height);
  // Halves, quarters and eighths: the scales that every version of libjpeg has.
  let parts = eighths;
  while (parts > 1 && longer * (parts / 2) >= atLeast * eighths) parts /= 2;
  const scaled = (side: number): number => Math.ceil((side * parts) / eighths);
  return { width: scaled(width), height: scaled(height) };
}

/** The decoded samples, `[height, width, channels]`. */
function decode(
  bytes: Uint8Array,
  file: string,
  width: number,
  height: number,
  format: number,
  channels: number,
): Uint8Array {
  decoder ??= startDecoder();
  const { turbo, handle } = decoder;
  try {
    const size = width * height * channels;
    const input = turbo.malloc(bytes.length);
    const output = turbo.malloc(size);
    if (input === 0 || output === 0) throw new Error('out of memory');
    new Uint8Array(turbo.memory.buffer, input, bytes.length).set(bytes);
    const bytesPerRow = width * channels;
    const [n, w, h] = [bytes.length, width, height];
    const status = turbo.tjDecompress2(handle, input, n, output, w, bytesPerRow, h, format, 0);
    if (status !== 0) throw new Error('damaged');
    const samples = copyOf(new Uint8Array(turbo.memory.buffer, output, size));
    turbo.free(input);
    turbo.free(output);
    if (turbo.memory.buffer.byteLength > memoryToKeep) decoder = null;
    return samples;
  } catch {
    // libjpeg leaves by longjmp, which WebAssembly has not: its memory and stack are lost, so a new
    // instance takes over. The decoder gives no reason, only that the data is not sound.
    decoder = null;
    throw new UserError(endsWithEndMarker(bytes) ? 'image.broken' : 'image.truncated', { file });
  }
}

function startDecoder() {
  const path = createRequire(import.meta.url).resolve('@cwasm/jpeg-turbo/jpeg-turbo.wasm');
  compiled ??= new WebAssembly.Module(readFileSync(path));
  const refuse = (): never => {
    throw new Error('libjpeg failed');
  };
  const instance = new WebAssembly.Instance(compiled, {
    env: { setjmp: () => 0, longjmp: refuse },
    wasi_snapshot_preview1: {
      environ_sizes_get: () => 0,
      environ_get: refuse,
      proc_exit: refuse,
      fd_close: () => 0,
      fd_seek: () => 0,
      fd_write: () => 0,
    },
  });
  const turbo = instance.exports as unknown as TurboJpeg;
  return { turbo, handle: turbo.tjInitDecompress() };
}

/** CMYK files hold inverted inks (Adobe's convention): 255 is no ink. `[pixels, 4]` to `[pixels]`. */
function greyOfCmyk(cmyk: Uint8Array): Uint8Array {
  return Uint8Array.from({ length: cmyk.length / 4 }, (_, i) => {
    const [cyan, magenta, yellow, black] = cmyk.subarray(4 * i, 4 * i + 4);
    return Math.round((luma(cyan, magenta, yellow) * black) / 255);
  });
}

/** Whether the end-of-image marker is near the end; some programs append a few bytes. */
function endsWithEndMarker(bytes: Uint8Array): boolean {
  const tail = Buffer.from(bytes.subarray(-64));
  return tail.indexOf(Uint8Array.of(0xff, 0xd9)) >= 0;
}
