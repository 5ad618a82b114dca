/**
 * From strokes to a grey picture, light ink on black. Our own arithmetic, with + - * / and square
 * roots only, and not the canvas, whose antialiasing differs from machine to machine: the same strokes
 * are the same pixels everywhere.
 */
import { type Drawing, padSide, pointSize, smoothLine } from './drawing.ts';
import type { Picture } from './ink.ts';

/** Pixels to the pad's height: finer than any network's input, coarse enough to be drawn in a few ms. */
export const rasterSide = 256;

/**
 * @param inkScale the ink's strokes are drawn so many times as wide; what is rubbed out is not
 * @param margin pixels of paper around the pad, for ink that reaches over its rim
 * @param side pixels to the pad's height
 */
export function rasterise(
  drawing: Drawing,
  inkScale = 1,
  margin = 0,
  side: number = rasterSide,
): Picture {
  const scale = side / padSide;
  const width = Math.max(1, Math.round(drawing.width * scale)) + 2 * margin;
  const height = Math.max(1, Math.round(drawing.height * scale)) + 2 * margin;
  const pixels = new Uint8Array(width * height);
  const picture = { width, height, pixels };
  for (const stroke of drawing.strokes) {
    const line = smoothLine(stroke);
    const erases = stroke.kind === 'erase';
    const radiusScale = erases ? scale : scale * inkScale;
    for (let i = 0; i < line.length; i += pointSize) {
      const from = Math.max(0, i - pointSize);
      drawPiece(picture, erases, {
        x: line[from] * scale + margin,
        y: line[from + 1] * scale + margin,
        radius: line[from + 2] * radiusScale,
        dx: (line[i] - line[from]) * scale,
        dy: (line[i + 1] - line[from + 1]) * scale,
        dRadius: (line[i + 2] - line[from + 2]) * radiusScale,
      });
    }
  }
  return picture;
}

interface Piece {
  x: number;
  y: number;
  radius: number;
  dx: number;
  dy: number;
  dRadius: number;
}

/**
 * A straight piece with round ends. A pixel is covered by what of it lies within the pen's radius of
 * the nearest point of the piece, taken along the line between them.
 */
function drawPiece({ width, height, pixels }: Picture, erases: boolean, piece: Piece): void {
  const { x, y, radius, dx, dy, dRadius } = piece;
  const reach = Math.max(radius, radius + dRadius) + 1;
  const top = Math.max(0, Math.floor(Math.min(y, y + dy) - reach));
  const bottom = Math.min(height - 1, Math.ceil(Math.max(y, y + dy) + reach));
  const left = Math.max(0, Math.floor(Math.min(x, x + dx) - reach));
  const right = Math.min(width - 1, Math.ceil(Math.max(x, x + dx) + reach));
  const squared = dx * dx + dy * dy;
  const done = erases ? 0 : 255;
  for (let row = top; row <= bottom; row++) {
    const py = row + 0.5 - y;
    // What of the row can be covered: the pen's reach beside the part of the piece that is nearest.
    const above = Math.max(0, Math.min(0, dy) - py, py - Math.max(0, dy));
    const half = Math.sqrt(Math.max(0, reach * reach - above * above));
    const from = Math.max(left, Math.floor(Math.min(x, x + dx) - half));
    const to = Math.min(right, Math.ceil(Math.max(x, x + dx) + half));
    for (let column = from; column <= to; column++) {
      const i = row * width + column;
      const now = pixels[i];
      // Most of it lies under the piece before.
      if (now === done) continue;
      const px = column + 0.5 - x;
      const along = squared === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / squared));
      const ex = px - along * dx;
      const ey = py - along * dy;
      const edge = radius + along * dRadius + 0.5;
      const away = ex * ex + ey * ey;
      if (away >= edge * edge) continue;
      const inner = edge - 1;
      // Well inside there is no root to take: it would round to the same.
      const value =
        inner > 0 && away <= inner * inner
          ? 255
          : Math.round(Math.min(1, edge - Math.sqrt(away)) * 255);
      if (erases) pixels[i] = now < 255 - value ? now : 255 - value;
      else if (now < value) pixels[i] = value;
    }
  }
}
