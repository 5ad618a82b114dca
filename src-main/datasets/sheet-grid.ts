/** Guesses how a sheet is cut: along lines that hardly any ink crosses, into as small cells as that allows. */
import { gridOf, type SheetOptions } from '../../src-shared/reading-options.ts';
import type { GreyImage } from './grey.ts';

/** Cells of characters are at least so large, and at most. Pixels. */
const [smallestCell, largestCell] = [8, 256];
/** Ink on the two pixels at a cut, as a share of the mean: a cut is clear below the first, possible below the second. */
const [clear, possible] = [0.25, 0.6];

/** Null when nothing speaks for a grid. */
export function suggestGrid(picture: GreyImage): SheetOptions | null {
  const { width, height } = picture;
  const { across, down } = inkOf(picture);
  const byWidth = cellSide(across);
  const byHeight = cellSide(down);
  const cellWidth = byWidth ?? (byHeight !== null && width % byHeight === 0 ? byHeight : null);
  const cellHeight = byHeight ?? (byWidth !== null && height % byWidth === 0 ? byWidth : null);
  if (cellWidth === null || cellHeight === null) return null;
  const cell = { cellWidth, cellHeight };
  const { rows, columns } = gridOf(width, height, { ...cell, classBy: 'row', perClass: 1 });
  const classBy = alike(picture, cell, 'row') >= alike(picture, cell, 'column') ? 'row' : 'column';
  const lines = classBy === 'row' ? rows : columns;
  // Most sheets are of digits.
  return { ...cell, classBy, perClass: lines % 10 === 0 ? lines / 10 : 1 };
}

/** How much each column and each row of pixels differs from the ground, which is what most of the rim is. */
function inkOf({ width, height, pixels }: GreyImage) {
  const levels = new Uint32Array(256);
  for (let x = 0; x < width; x++) {
    levels[pixels[x]] += 1;
    levels[pixels[(height - 1) * width + x]] += 1;
  }
  const ground = levels.indexOf(Math.max(...levels));
  const [across, down] = [new Float64Array(width), new Float64Array(height)];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const ink = Math.abs(pixels[y * width + x] - ground);
      across[x] += ink;
      down[y] += ink;
    }
  return { across, down };
}

/** The smallest divisor with clear cuts, else the one with the clearest possible ones. `ink`: `[width]` or `[height]` */
function cellSide(ink: Float64Array): number | null {
  const length = ink.length;
  const mean = ink.reduce((sum, each) => sum + each, 0) / length;
  let best: { side: number; crossed: number } | null = null;
  for (let side = smallestCell; side <= Math.min(largestCell, length / 2); side++) {
    if (length % side !== 0) continue;
    let sum = 0;
    for (let cut = side; cut < length; cut += side) sum += ink[cut - 1] + ink[cut];
    const crossed = mean === 0 ? 1 : sum / (2 * (length / side - 1)) / mean;
    if (crossed < clear) return side;
    if (crossed < possible && (!best || crossed < best.crossed)) best = { side, crossed };
  }
  return best?.side ?? null;
}

/**
 * How far the mean cells of the lines are from each other, against their number of cells: large where a line is of
 * one class.
 */
function alike(
  { width, height, pixels }: GreyImage,
  { cellWidth, cellHeight }: Pick<SheetOptions, 'cellWidth' | 'cellHeight'>,
  by: 'row' | 'column',
): number {
  const rows = Math.floor(height / cellHeight);
  const columns = Math.floor(width / cellWidth);
  const [lines, cells] = by === 'row' ? [rows, columns] : [columns, rows];
  const area = cellWidth * cellHeight;
  const sums = new Float64Array(lines * area);
  for (let y = 0; y < rows * cellHeight; y++)
    for (let x = 0; x < columns * cellWidth; x++) {
      const line = by === 'row' ? Math.floor(y / cellHeight) : Math.floor(x / cellWidth);
      sums[line * area + (y % cellHeight) * cellWidth + (x % cellWidth)] += pixels[y * width + x];
    }
  let spread = 0;
  for (let pixel = 0; pixel < area; pixel++) {
    let [sum, squares] = [0, 0];
    for (let line = 0; line < lines; line++) {
      const mean = sums[line * area + pixel] / cells;
      sum += mean;
      squares += mean * mean;
    }
    spread += squares / lines - (sum / lines) * (sum / lines);
  }
  return spread * cells;
}
