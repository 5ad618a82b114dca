/**
 * PNG to grey. Node's zlib inflates; what is left is chunks, filters and samples. Not `fast-png`, which
 * inflates without bound (8x8 pixels that unpack to gigabytes), fills missing rows with black and
 * misreads interlaced images of less than 8 bits. Source: https://www.w3.org/TR/png-3/
 */
import { crc32, inflateSync } from 'node:zlib';
import { UserError } from '../../src-shared/errors.ts';
import { from16Bits, type GreyImage, luma, onWhite } from './grey.ts';
import { checkSize, sampleLimit, type SizeLimit } from './size-limit.ts';

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

const colourTypes = { grey: 0, colour: 2, palette: 3, greyAlpha: 4, colourAlpha: 6 } as const;

/** Channels and allowed bit depths of each colour type (section 11.2.1, table 12). */
const layouts: Readonly<Record<number, { channels: number; depths: readonly number[] }>> = {
  [colourTypes.grey]: { channels: 1, depths: [1, 2, 4, 8, 16] },
  [colourTypes.colour]: { channels: 3, depths: [8, 16] },
  [colourTypes.palette]: { channels: 1, depths: [1, 2, 4, 8] },
  [colourTypes.greyAlpha]: { channels: 2, depths: [8, 16] },
  [colourTypes.colourAlpha]: { channels: 4, depths: [8, 16] },
};

/** Grey level of each stored value, by bit depth. */
const greyTables: Readonly<Record<number, Uint8Array>> = Object.fromEntries(
  [1, 2, 4, 8].map((depth) => {
    const length = 2 ** depth;
    return [depth, Uint8Array.from({ length }, (_, value) => (value * 255) / (length - 1))];
  }),
);

/** Every `stepX`-th pixel of every `stepY`-th row, from `x`, `y`. */
interface Pass {
  x: number;
  y: number;
  stepX: number;
  stepY: number;
}
export const wholeImage: readonly Pass[] = [{ x: 0, y: 0, stepX: 1, stepY: 1 }];
/** The seven passes of Adam7 interlacing (section 8.1). */
const adam7: readonly Pass[] = [
  { x: 0, y: 0, stepX: 8, stepY: 8 },
  { x: 4, y: 0, stepX: 8, stepY: 8 },
  { x: 0, y: 4, stepX: 4, stepY: 8 },
  { x: 2, y: 0, stepX: 4, stepY: 4 },
  { x: 0, y: 2, stepX: 2, stepY: 4 },
  { x: 1, y: 0, stepX: 2, stepY: 2 },
  { x: 0, y: 1, stepX: 1, stepY: 2 },
];

export interface PngHeader {
  width: number;
  height: number;
  depth: number;
  colourType: number;
  channels: number;
  passes: readonly Pass[];
}

export function isPng(bytes: Uint8Array): boolean {
  return signature.every((value, i) => bytes[i] === value);
}

/** @throws UserError `image.truncated`, `image.broken`, `image.tooLarge` */
export function readPngHeader(
  bytes: Uint8Array,
  file: string,
  limit: SizeLimit = sampleLimit,
): PngHeader {
  if (bytes.length < 33) throw new UserError('image.truncated', { file });
  const view = viewOf(bytes);
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  const [depth, colourType, compression, filter, interlace] = bytes.subarray(24, 29);
  const layout = layouts[colourType];
  if (
    view.getUint32(8) !== 13 ||
    typeAt(bytes, 12) !== 'IHDR' ||
    crc32(bytes.subarray(12, 29)) !== view.getUint32(29) ||
    !layout?.depths.includes(depth) ||
    compression !== 0 ||
    filter !== 0 ||
    interlace > 1
  )
    throw new UserError('image.broken', { file });
  checkSize(width, height, file, limit);
  const passes = interlace === 1 ? adam7 : wholeImage;
  return { width, height, depth, colourType, channels: layout.channels, passes };
}

/** @throws UserError `image.truncated`, `image.broken`, `image.tooLarge` */
export function decodePng(bytes: Uint8Array, file: string, limit?: SizeLimit): GreyImage {
  const header = readPngHeader(bytes, file, limit);
  const chunks = readChunks(bytes, file);
  const { width, height } = header;
  const pixels = new Uint8Array(width * height);
  const data = inflate(chunks.data, header, file);
  const greyAt = greyReader(header, chunks, file);
  let offset = 0;
  for (const pass of header.passes) {
    const size = passSize(header, pass);
    if (size.columns === 0) continue;
    let previous: Uint8Array = new Uint8Array(size.rowBytes);
    for (let y = pass.y; y < height; y += pass.stepY) {
      const row = data.subarray(offset + 1, offset + 1 + size.rowBytes);
      unfilter(
        data[offset],
        row,
        previous,
        Math.max(1, (header.channels * header.depth) >> 3),
        file,
      );
      for (let column = 0; column < size.columns; column++)
        pixels[y * width + pass.x + column * pass.stepX] = greyAt(row, column);
      previous = row;
      offset += 1 + size.rowBytes;
    }
  }
  return { width, height, pixels };
}

export interface Chunks {
  palette: Uint8Array | null;
  transparency: Uint8Array | null;
  /** The compressed pixels, joined. */
  data: Uint8Array;
}

export function readChunks(bytes: Uint8Array, file: string): Chunks {
  const view = viewOf(bytes);
  const parts: Uint8Array[] = [];
  let palette: Uint8Array | null = null;
  let transparency: Uint8Array | null = null;
  for (let offset = signature.length; ;) {
    if (offset + 12 > bytes.length) throw new UserError('image.truncated', { file });
    const end = offset + 8 + view.getUint32(offset);
    if (end + 4 > bytes.length) throw new UserError('image.truncated', { file });
    const type = typeAt(bytes, offset + 4);
    const body = bytes.subarray(offset + 8, end);
    // Only what the pixels depend on: a damaged comment is no reason to refuse an image.
    if (['PLTE', 'tRNS', 'IDAT'].includes(type)) {
      if (crc32(bytes.subarray(offset + 4, end)) !== view.getUint32(end))
        throw new UserError('image.broken', { file });
      if (type === 'PLTE') palette = body;
      else if (type === 'tRNS') transparency = body;
      else parts.push(body);
    }
    if (type === 'IEND') break;
    offset = end + 4;
  }
  return { palette, transparency, data: parts.length === 1 ? parts[0] : Buffer.concat(parts) };
}

/** The filtered rows of all passes; never more than the header's size asks for. */
function inflate(data: Uint8Array, header: PngHeader, file: string): Uint8Array {
  let expected = 0;
  for (const pass of header.passes) {
    const { rows, columns, rowBytes } = passSize(header, pass);
    if (columns > 0) expected += rows * (1 + rowBytes);
  }
  let rows: Uint8Array;
  try {
    // One output chunk with a byte to spare, so that a small image needs a single allocation.
    const chunkSize = Math.min(Math.max(64, expected + 1), 2 ** 20);
    rows = inflateSync(data, { maxOutputLength: expected, chunkSize });
  } catch (error) {
    const cutShort = error instanceof Error && 'code' in error && error.code === 'Z_BUF_ERROR';
    throw new UserError(cutShort ? 'image.truncated' : 'image.broken', { file });
  }
  if (rows.length < expected) throw new UserError('image.truncated', { file });
  return rows;
}

export function passSize(header: PngHeader, pass: Pass) {
  const columns = Math.max(0, Math.ceil((header.width - pass.x) / pass.stepX));
  const rows = Math.max(0, Math.ceil((header.height - pass.y) / pass.stepY));
  return { columns, rows, rowBytes: Math.ceil((columns * header.channels * header.depth) / 8) };
}

/**
 * Undoes a row's filter in place (section 9.2). `step`: bytes per pixel, at least 1.
 * `row` and `previous`: `[rowBytes]`.
 */
export function unfilter(
  filter: number,
  row: Uint8Array,
  previous: Uint8Array,
  step: number,
  file: string,
): void {
  const length = row.length;
  if (filter === 0) return;
  if (filter === 1) for (let i = step; i < length; i++) row[i] += row[i - step];
  else if (filter === 2) for (let i = 0; i < length; i++) row[i] += previous[i];
  else if (filter === 3)
    for (let i = 0; i < length; i++) row[i] += ((i < step ? 0 : row[i - step]) + previous[i]) >> 1;
  else if (filter === 4)
    for (let i = 0; i < length; i++)
      row[i] += i < step ? previous[i] : paeth(row[i - step], previous[i], previous[i - step]);
  else throw new UserError('image.broken', { file });
}

/** Whichever of left, above and upper left is nearest to left + above - upper left (section 9.4). */
function paeth(left: number, above: number, upperLeft: number): number {
  const fromLeft = Math.abs(above - upperLeft);
  const fromAbove = Math.abs(left - upperLeft);
  const fromUpperLeft = Math.abs(left + above - 2 * upperLeft);
  if (fromLeft <= fromAbove && fromLeft <= fromUpperLeft) return left;
  return fromAbove <= fromUpperLeft ? above : upperLeft;
}

/** The function that gives the grey level of the `column`-th pixel of an unfiltered row. */
export function greyReader(
  header: PngHeader,
  chunks: Chunks,
  file: string,
): (row: Uint8Array, column: number) => number {
  const { depth, colourType, channels } = header;
  if (depth <= 8 && channels === 1) {
    const table =
      colourType === colourTypes.palette ? paletteTable(chunks, file) : greyTable(depth, chunks);
    if (depth === 8) return (row, column) => table[row[column]];
    const mask = 2 ** depth - 1;
    return (row, column) => {
      const bit = column * depth;
      return table[(row[bit >> 3] >> (8 - depth - (bit & 7))) & mask];
    };
  }
  const raw = (row: Uint8Array, index: number) =>
    depth === 16 ? (row[2 * index] << 8) | row[2 * index + 1] : row[index];
  const sample = (row: Uint8Array, index: number) =>
    depth === 16 ? from16Bits(raw(row, index)) : row[index];
  const colours = channels >= 3 ? 3 : 1;
  const hasAlpha = colourType === colourTypes.greyAlpha || colourType === colourTypes.colourAlpha;
  const key = hasAlpha ? null : transparentKey(chunks, colours);
  return (row, column) => {
    const first = column * channels;
    const grey =
      colours === 3
        ? luma(sample(row, first), sample(row, first + 1), sample(row, first + 2))
        : sample(row, first);
    if (hasAlpha) return onWhite(grey, sample(row, first + channels - 1));
    // The key is compared at full depth, before 16 bits become 8 (section 11.3.1.1).
    const isKey = key?.every((value, k) => raw(row, first + k) === value) ?? false;
    return isKey ? 255 : grey;
  };
}

/** Grey level of each palette entry, `[256]`; an index past the palette's end is black, as in libpng. */
function paletteTable({ palette, transparency }: Chunks, file: string): Uint8Array {
  if (!palette || palette.length % 3 !== 0 || palette.length > 768)
    throw new UserError('image.broken', { file });
  const table = new Uint8Array(256);
  for (let i = 0; i < palette.length / 3; i++)
    table[i] = onWhite(
      luma(palette[3 * i], palette[3 * i + 1], palette[3 * i + 2]),
      transparency?.[i] ?? 255,
    );
  return table;
}

/** Grey level of each stored value of 1 to 8 bits, `[2^depth]`. */
function greyTable(depth: number, chunks: Chunks): Uint8Array {
  const key = transparentKey(chunks, 1);
  const plain = greyTables[depth];
  return key ? plain.map((grey, value) => (value === key[0] ? 255 : grey)) : plain;
}

/** The one colour that is declared transparent, a 16-bit number per channel. */
function transparentKey({ transparency }: Chunks, colours: number): number[] | null {
  if (!transparency || transparency.length < 2 * colours) return null;
  const view = viewOf(transparency);
  return Array.from({ length: colours }, (_, i) => view.getUint16(2 * i));
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function typeAt(bytes: Uint8Array, offset: number): string {
  return String.fromCharCode(...bytes.subarray(offset, offset + 4));
}
