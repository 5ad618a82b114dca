/**
 * What a BMP file says before its pixels. Source: the Windows headers `BITMAPFILEHEADER`, `BITMAPCOREHEADER`,
 * `BITMAPINFOHEADER`, `BITMAPV4HEADER` and `BITMAPV5HEADER` (wingdi.h).
 */
import { UserError } from '../../src-shared/errors.ts';
import { checkSize, sampleLimit, type SizeLimit } from './size-limit.ts';

export interface BmpHeader {
  width: number;
  height: number;
  /** Whether the first row stored is the upper one; the format's own way is the other. */
  topDown: boolean;
  bits: number;
  /** Run lengths instead of rows, of 8- or 4-bit pixels. */
  runLengths: boolean;
  /** Which bits of a 16- or 32-bit pixel are red, green, blue and alpha (0: none). */
  masks: readonly number[];
  /** Blue, green, red (and a spare byte), from the file; of 8 bits and fewer. */
  palette: { from: number; entries: number; bytesPerEntry: number };
  /** Where the pixels start. */
  data: number;
}

const fileHeaderBytes = 14;
/** Length of the second header, by which its kind is told. */
const coreHeader = 12;
const headerSizes: readonly number[] = [coreHeader, 40, 52, 56, 64, 108, 124];
const compressions = { none: 0, rle8: 1, rle4: 2, bitFields: 3, alphaBitFields: 6 } as const;

export function isBmp(bytes: Uint8Array): boolean {
  return (
    bytes[0] === 0x42 &&
    bytes[1] === 0x4d &&
    // Two letters are little: the length of the second header tells a BMP from a text that starts so.
    (bytes.length < 18 || headerSizes.includes(bytes[14] | (bytes[15] << 8) | (bytes[16] << 16)))
  );
}

/** @throws UserError `image.truncated`, `image.broken`, `image.unsupported`, `image.tooLarge` */
export function readBmpHeader(
  bytes: Uint8Array,
  file: string,
  limit: SizeLimit = sampleLimit,
): BmpHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < fileHeaderBytes + coreHeader) throw new UserError('image.truncated', { file });
  const headerBytes = view.getUint32(14, true);
  const isCore = headerBytes === coreHeader;
  if (bytes.length < fileHeaderBytes + headerBytes)
    throw new UserError('image.truncated', { file });
  const width = isCore ? view.getUint16(18, true) : view.getInt32(18, true);
  const stored = isCore ? view.getUint16(20, true) : view.getInt32(22, true);
  const bits = view.getUint16(isCore ? 24 : 28, true);
  const compression = isCore ? compressions.none : view.getUint32(30, true);
  const height = Math.abs(stored);
  if (width < 0) throw new UserError('image.broken', { file });
  checkSize(width, height, file, limit);
  if (!isKnown(bits, compression))
    throw new UserError('image.unsupported', {
      file,
      kind: `${bits} bit, compression ${compression}`,
    });
  const masked =
    compression === compressions.bitFields || compression === compressions.alphaBitFields;
  const named = masked ? masksIn(view, headerBytes, compression, file) : null;
  // Behind the shortest header the masks are a table of their own.
  const maskBytes = named && headerBytes === 40 ? 4 * named.length : 0;
  const from = fileHeaderBytes + headerBytes + maskBytes;
  const claimed = isCore || bits > 8 ? 0 : view.getUint32(46, true);
  const entries = bits > 8 ? 0 : Math.min(claimed || 2 ** bits, 2 ** bits);
  return {
    width,
    height,
    topDown: stored < 0,
    bits,
    runLengths: compression === compressions.rle8 || compression === compressions.rle4,
    masks: named ?? (bits === 16 ? [0x7c00, 0x3e0, 0x1f] : [0xff0000, 0xff00, 0xff]),
    palette: { from, entries, bytesPerEntry: isCore ? 3 : 4 },
    data: view.getUint32(10, true),
  };
}

function isKnown(bits: number, compression: number): boolean {
  if (compression === compressions.none) return [1, 4, 8, 16, 24, 32].includes(bits);
  if (compression === compressions.rle8) return bits === 8;
  if (compression === compressions.rle4) return bits === 4;
  const masked =
    compression === compressions.bitFields || compression === compressions.alphaBitFields;
  return masked && (bits === 16 || bits === 32);
}

/** Of red, green and blue, and of alpha where the header has room for it. */
function masksIn(view: DataView, headerBytes: number, compression: number, file: string): number[] {
  const hasAlpha = compression === compressions.alphaBitFields || headerBytes >= 56;
  const count = hasAlpha ? 4 : 3;
  if (view.byteLength < 54 + 4 * count) throw new UserError('image.truncated', { file });
  return Array.from({ length: count }, (_, i) => view.getUint32(54 + 4 * i, true));
}
