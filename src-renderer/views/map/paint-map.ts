/** Paints the map: stamps of the points, then what is said about them. */
import type { ChartTheme } from '../../charts/chart-theme.ts';
import { classMiddles } from './find-points.ts';
import type { Place } from './view-window.ts';

export interface Paint {
  size: { width: number; height: number };
  /** Canvas pixels for one of the page. */
  density: number;
  /** On the screen, `[points, 2]`. */
  places: Float32Array;
  /** Place of each point's stamp. */
  kinds: ArrayLike<number>;
  stamps: readonly HTMLCanvasElement[];
  names: readonly string[];
  classes: ArrayLike<number>;
  isChosen: Uint8Array;
  anyChosen: boolean;
  current: number | null;
  radius: number;
  /** Drawn around points just now. */
  line: readonly Place[] | null;
  box: readonly [Place, Place] | null;
  theme: ChartTheme;
}

/** Of the points that are not chosen, while some are. */
const steppedBack = 0.22;

export function paintMap(context: CanvasRenderingContext2D, paint: Paint): void {
  const { size, density, theme } = paint;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, size.width * density, size.height * density);
  stampPoints(context, paint);
  context.setTransform(density, 0, 0, density, 0, 0);
  writeNames(context, paint);
  context.strokeStyle = theme.mark;
  context.lineWidth = theme.lineWidth;
  ringCurrent(context, paint);
  drawBounds(context, paint);
}

/** In whole canvas pixels, so that a stamp stays crisp. */
function stampPoints(context: CanvasRenderingContext2D, paint: Paint): void {
  const { size, density, places, kinds, stamps, isChosen, anyChosen, radius } = paint;
  const half = (stamps[0]?.width ?? 0) / 2;
  const [right, bottom] = [size.width + radius, size.height + radius];
  for (const chosen of anyChosen ? [0, 1] : [0]) {
    context.globalAlpha = anyChosen && chosen === 0 ? steppedBack : 1;
    for (let kind = 0; kind < stamps.length; kind++)
      for (let i = 0; i < isChosen.length; i++) {
        if (kinds[i] !== kind || isChosen[i] !== chosen) continue;
        const [x, y] = [places[i * 2], places[i * 2 + 1]];
        if (x < -radius || y < -radius || x > right || y > bottom) continue;
        context.drawImage(
          stamps[kind],
          Math.round(x * density - half),
          Math.round(y * density - half),
        );
      }
  }
  context.globalAlpha = 1;
}

function writeNames(context: CanvasRenderingContext2D, paint: Paint): void {
  const { places, names, classes, theme } = paint;
  context.font = `600 ${theme.fontSize * 1.4}px ${theme.fontFamily}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  context.lineWidth = theme.gap / 2;
  context.strokeStyle = theme.ground;
  context.fillStyle = theme.ink;
  classMiddles(places, classes, names.length).forEach((middle, k) => {
    if (!middle) return;
    context.strokeText(names[k], middle.x, middle.y);
    context.fillText(names[k], middle.x, middle.y);
  });
}

function ringCurrent(
  context: CanvasRenderingContext2D,
  { current, places, radius, theme }: Paint,
): void {
  if (current === null) return;
  context.beginPath();
  context.lineWidth = theme.lineWidth * 1.5;
  context.arc(places[current * 2], places[current * 2 + 1], radius * 2, 0, 2 * Math.PI);
  context.stroke();
}

function drawBounds(context: CanvasRenderingContext2D, { line, box, theme }: Paint): void {
  context.lineWidth = theme.lineWidth;
  context.setLineDash([theme.gap / 2, theme.gap / 2]);
  context.beginPath();
  if (line) {
    line.forEach(({ x, y }, n) => (n === 0 ? context.moveTo(x, y) : context.lineTo(x, y)));
    context.closePath();
  }
  if (box) {
    const [from, to] = box;
    context.rect(from.x, from.y, to.x - from.x, to.y - from.y);
  }
  context.stroke();
  context.setLineDash([]);
}
