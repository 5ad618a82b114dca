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
}

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
  let orientation = 1;
  for (let at = containerBytes; at + 8 <= end;) {
    const length = view.getUint32(at + 4, true);
    const body = bytes.subarray(at + 8, Math.min(end, at + 8 + length));
    if (body.length < length) throw new UserError('image.truncated', { file });
    const chunk = textAt(bytes, at);
    if (chunk === 'VP8X') checkCanvas(body, file, limit);
    else if (chunk === 'VP8 ') size ??= lossySize(body, file);
    else if (chunk === 'VP8L') size ??= losslessSize(body, file);
    else if (chunk === 'EXIF')
      orientation = exifOrientation(body, { mayBeBare: true }) ?? orientation;
    at += 8 + length + (length & 1);
  }
  if (!size) throw new UserError('image.truncated', { file });
  checkSize(size.width, size.height, file, limit);
  return { ...size, orientation };
}

/** The header of what is more than a plain picture. */
function checkCanvas(body: Uint8Array, file: string, limit: SizeLimit): void {
  if (body.length < 10) throw new UserError('image.broken', { file });
  checkSize(uint24(body, 4) + 1, uint24(body, 7) + 1, file, limit);
  if ((body[0] & 0x02) !== 0)
    throw new UserError('image.unsupported', { file, kind: 'animated WebP' });
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
