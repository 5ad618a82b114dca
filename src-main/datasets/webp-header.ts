/**
 * What a WebP file says before its pixels. Read here, so that the decoder sees nothing that is too large.
 * Sources: https://developers.google.com/speed/webp/docs/riff_container; RFC 6386, section 9.1 (VP8); the WebP
 * lossless bitstream, section 3 (VP8L).
 */
import { UserError } from '../../src-shared/errors.ts';
import { exifOrientation } from './exif.ts';
import { checkSize, sampleLimit, type SizeLimit } from './size-limit.ts';

interface WebpHeader {
  /** As stored, before the orientation is applied. */
  width: number;
  height: number;
  /** Exif orientation, 1 (upright) to 8. */
  orientation: number;
  /** Of an animation; null for a still picture. */
  firstFrame: WebpFrame | null;
}

/** Part of the canvas. */
export interface WebpFrame {
  left: number;
  top: number;
  width: number;
  height: number;
  /** Its picture: the chunks of a still one, without the container. */
  chunks: Uint8Array;
}

/** Place, size, duration and manner of a frame, before its chunks. */
const frameHeaderBytes = 16;

const containerBytes = 12;

export function isWebp(bytes: Uint8Array): boolean {
  return (
    textAt(bytes, 0) === 'RIFF' && (bytes.length < containerBytes || textAt(bytes, 8) === 'WEBP')
  );
}

/** @throws UserError `image.truncated`, `image.broken`, `image.unsupported`, `image.tooLarge` */
export function readWebpHeader(
  bytes: Uint8Array,
  file: string,
  limit: SizeLimit = sampleLimit,
): WebpHeader {
  if (bytes.length < containerBytes) throw new UserError('image.truncated', { file });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = 8 + view.getUint32(4, true);
  if (end > bytes.length) throw new UserError('image.truncated', { file });
  let size: { width: number; height: number } | null = null;
  let canvas: Canvas | null = null;
  let firstFrame: WebpFrame | null = null;
  let orientation = 1;
  for (let at = containerBytes; at + 8 <= end;) {
    const length = view.getUint32(at + 4, true);
    const body = bytes.subarray(at + 8, Math.min(end, at + 8 + length));
    if (body.length < length) throw new UserError('image.truncated', { file });
    const chunk = textAt(bytes, at);
    if (chunk === 'VP8X') canvas ??= readCanvas(body, file, limit);
    else if (chunk === 'ANMF' && canvas?.isAnimated) firstFrame ??= readFrame(body, canvas, file);
    else if (chunk === 'VP8 ') size ??= lossySize(body, file);
    else if (chunk === 'VP8L') size ??= losslessSize(body, file);
    else if (chunk === 'EXIF')
      orientation = exifOrientation(body, { mayBeBare: true }) ?? orientation;
    at += 8 + length + (length & 1);
  }
  if (canvas?.isAnimated) {
    if (!firstFrame) throw new UserError('image.truncated', { file });
    return { width: canvas.width, height: canvas.height, orientation, firstFrame };
  }
  if (!size) throw new UserError('image.truncated', { file });
  checkSize(size.width, size.height, file, limit);
  return { ...size, orientation, firstFrame: null };
}

interface Canvas {
  width: number;
  height: number;
  isAnimated: boolean;
}

/** The header of what is more than a plain picture. */
function readCanvas(body: Uint8Array, file: string, limit: SizeLimit): Canvas {
  if (body.length < 10) throw new UserError('image.broken', { file });
  const [width, height] = [uint24(body, 4) + 1, uint24(body, 7) + 1];
  checkSize(width, height, file, limit);
  return { width, height, isAnimated: (body[0] & 0x02) !== 0 };
}

/** Never larger than its canvas, whose size is checked. */
function readFrame(body: Uint8Array, canvas: Canvas, file: string): WebpFrame {
  if (body.length < frameHeaderBytes) throw new UserError('image.broken', { file });
  const [left, top] = [2 * uint24(body, 0), 2 * uint24(body, 3)];
  const [width, height] = [uint24(body, 6) + 1, uint24(body, 9) + 1];
  if (left + width > canvas.width || top + height > canvas.height)
    throw new UserError('image.broken', { file });
  return { left, top, width, height, chunks: body.subarray(frameHeaderBytes) };
}

function lossySize(body: Uint8Array, file: string) {
  const startCode = body[3] === 0x9d && body[4] === 0x01 && body[5] === 0x2a;
  // Bit 0 of a frame says that it is made from another one.
  if (body.length < 10 || !startCode || (body[0] & 1) !== 0)
    throw new UserError('image.broken', { file });
  // The upper two bits of each say how the picture might be scaled.
  return {
    width: (body[6] | (body[7] << 8)) & 0x3fff,
    height: (body[8] | (body[9] << 8)) & 0x3fff,
  };
}

function losslessSize(body: Uint8Array, file: string) {
  if (body.length < 5 || body[0] !== 0x2f) throw new UserError('image.broken', { file });
  const packed = body[1] | (body[2] << 8) | (body[3] << 16) | (body[4] << 24);
  return { width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 };
}

function uint24(bytes: Uint8Array, at: number): number {
  return bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16);
}

function textAt(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}
