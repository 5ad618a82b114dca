/** Numbers of a layer laid out as one picture: maps side by side, or units as bars. */
import type { Stage } from '../../../src-shared/inside.ts';

/** `[height, width]`; NaN between what is shown. */
export interface NumberPicture {
  values: Float32Array;
  width: number;
  height: number;
}

const mapsPerRow = 16;
/** Picture pixels between two maps. */
const gap = 1;

type Size = Pick<Stage, 'height' | 'width' | 'channels'>;

/** How many maps stand beside each other. */
export const columnsOf = ({ channels }: Pick<Size, 'channels'>): number =>
  Math.min(mapsPerRow, channels);

/** @param values `[height, width, channels]` */
export function mapMosaic(values: Float32Array, size: Size): NumberPicture {
  const columns = columnsOf(size);
  const rows = Math.ceil(size.channels / columns);
  const width = columns * (size.width + gap) - gap;
  const height = rows * (size.height + gap) - gap;
  const out = new Float32Array(width * height).fill(NaN);
  for (let c = 0; c < size.channels; c++) {
    const left = (c % columns) * (size.width + gap);
    const top = Math.floor(c / columns) * (size.height + gap);
    for (let y = 0; y < size.height; y++)
      for (let x = 0; x < size.width; x++)
        out[(top + y) * width + left + x] = values[(y * size.width + x) * size.channels + c];
  }
  return { values: out, width, height };
}

/** What is at a place of the mosaic; null between maps. */
export function mapPlace(
  place: number,
  size: Size,
): { channel: number; row: number; column: number; index: number } | null {
  const columns = columnsOf(size);
  const width = columns * (size.width + gap) - gap;
  const [x, y] = [place % width, Math.floor(place / width)];
  const [across, down] = [Math.floor(x / (size.width + gap)), Math.floor(y / (size.height + gap))];
  const [column, row] = [x - across * (size.width + gap), y - down * (size.height + gap)];
  const channel = down * columns + across;
  if (column >= size.width || row >= size.height || channel >= size.channels) return null;
  return { channel, row, column, index: (row * size.width + column) * size.channels + channel };
}

export const barsPerRow = 64;
/** A bar's box in picture pixels. */
const bar = { width: 3, height: 20 };

/** Bars from zero, which lies in the middle where a unit says less than that; rows of `barsPerRow`. */
export function barPicture(values: Float32Array, reach: number): NumberPicture {
  const rows = Math.ceil(values.length / barsPerRow);
  const columns = Math.min(barsPerRow, values.length);
  const [width, height] = [columns * (bar.width + gap), rows * (bar.height + gap)];
  const out = new Float32Array(width * height).fill(NaN);
  const zero = values.some((value) => value < 0) ? bar.height / 2 : bar.height;
  values.forEach((value, unit) => {
    const left = (unit % columns) * (bar.width + gap);
    const top = Math.floor(unit / columns) * (bar.height + gap);
    const length = reach === 0 ? 0 : (value / reach) * zero;
    for (let y = 0; y < bar.height; y++) {
      // The middle of the pixel, upwards from zero.
      const at = zero - y - 0.5;
      const isInk = length > 0 ? at > 0 && at < length : at < 0 && at > length;
      for (let x = 0; x < bar.width; x++)
        out[(top + y) * width + left + x] = isInk ? Math.sign(length) * reach : 0;
    }
  });
  return { values: out, width, height };
}
