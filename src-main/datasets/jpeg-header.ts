/**
 * What a JPEG file says before its pixels: size, kind, and how the camera was held. Read here, not by
 * the decoder, so that nothing is decoded that is too large or of a kind that is not supported.
 * Source: ITU-T T.81, annex B.
 */
import { UserError } from '../../src-shared/errors.ts';
import { exifOrientation } from './exif.ts';
import { checkSize, sampleLimit, type SizeLimit } from './size-limit.ts';

interface JpegHeader {
  /** As stored, before the orientation is applied. */
  width: number;
  height: number;
  /** Number of colour channels: 1 grey, 3 colour, 4 CMYK. */
  components: number;
  /** Exif orientation, 1 (upright) to 8. */
  orientation: number;
}

/** More scans than any encoder writes: each costs a pass over the whole image, which a hostile file uses. */
const maximumScans = 64;
/** The second byte of the marker; the first is 0xff. */
const startOfScan = 0xda;

export function isJpeg(bytes: Uint8Array): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;
}

/** @throws UserError `image.truncated`, `image.broken`, `image.unsupported`, `image.tooLarge` */
export function readJpegHeader(
  bytes: Uint8Array,
  file: string,
  limit: SizeLimit = sampleLimit,
): JpegHeader {
  let orientation = 1;
  for (let offset = 2; ;) {
    while (bytes[offset] === 0xff && bytes[offset + 1] === 0xff) offset += 1;
    if (offset + 4 > bytes.length) throw new UserError('image.truncated', { file });
    const marker = bytes[offset + 1];
    const end = offset + 2 + ((bytes[offset + 2] << 8) | bytes[offset + 3]);
    if (bytes[offset] !== 0xff || end < offset + 4) throw new UserError('image.broken', { file });
    if (end > bytes.length) throw new UserError('image.truncated', { file });
    const segment = bytes.subarray(offset + 4, end);
    if (marker === 0xe1) orientation = exifOrientation(segment) ?? orientation;
    if (isStartOfFrame(marker)) {
      checkScans(bytes, end, file);
      return { ...readFrame(segment, marker, file, limit), orientation };
    }
    if (marker === 0xda || marker === 0xd9) throw new UserError('image.broken', { file });
    offset = end;
  }
}

/** SOF0 to SOF15, without DHT, JPG and DAC, which share the range. */
function isStartOfFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

function readFrame(segment: Uint8Array, marker: number, file: string, limit: SizeLimit) {
  if (segment.length < 6) throw new UserError('image.broken', { file });
  const precision = segment[0];
  const height = (segment[1] << 8) | segment[2];
  const width = (segment[3] << 8) | segment[4];
  const components = segment[5];
  // Baseline, extended and progressive Huffman coding; not lossless, hierarchical or arithmetic.
  if (marker > 0xc2 || precision !== 8 || height === 0 || ![1, 3, 4].includes(components))
    throw new UserError('image.unsupported', {
      file,
      kind: `SOF${marker - 0xc0}, ${precision} bit, ${components} components`,
    });
  checkSize(width, height, file, limit);
  return { width, height, components };
}

function checkScans(bytes: Uint8Array, from: number, file: string): void {
  let scans = 0;
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1))
    if (bytes[at + 1] === startOfScan) scans += 1;
  if (scans === 0) throw new UserError('image.truncated', { file });
  if (scans > maximumScans) throw new UserError('image.broken', { file });
}
