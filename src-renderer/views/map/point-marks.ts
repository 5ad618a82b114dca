/** How a point looks: a colour of the Okabe-Ito palette and a shape, so that classes are told apart without colour. */
import { box, type Place } from '../../../src-shared/charts/drawing.ts';

/** Corners in a square from -1 to 1; null: a circle. */
const shapes: readonly (readonly Place[] | null)[] = [
  null,
  box(-0.75, -0.75, 1.5, 1.5),
  [
    [0, -1],
    [0.95, 0.75],
    [-0.95, 0.75],
  ],
  [
    [0, -1.05],
    [0.8, 0],
    [0, 1.05],
    [-0.8, 0],
  ],
  [
    [0, 1],
    [0.95, -0.75],
    [-0.95, -0.75],
  ],
  cross(),
  [
    [-1, 0.1],
    [0, -1],
    [1, 0.1],
    [0.6, 0.95],
    [-0.6, 0.95],
  ],
];
export const circleRadius = 0.85;
export const cornersOf = ({ shape }: PointMark): readonly Place[] | null => shapes[shape];
export const shapeCount = shapes.length;
/** `--series-1` to `--series-8` in the tokens. */
const colours = 8;

export interface PointMark {
  colourToken: string;
  shape: number;
}

/** Colours repeat after eight classes and shapes after seven: no two of 56 classes look alike. */
export const classMark = (index: number): PointMark => ({
  colourToken: `--series-${(index % colours) + 1}`,
  shape: index % shapeCount,
});

/** Right: a faint dot. Wrong: a cross that leaps to the eye. */
export const answerMark = (isRight: boolean): PointMark =>
  isRight ? { colourToken: '--series-3', shape: 0 } : { colourToken: '--bad', shape: crossShape };
const crossShape = 5;

/** Two bars across each other. */
function cross(): Place[] {
  const [inner, outer] = [0.32, 0.95];
  const half: readonly Place[] = [
    [0, -inner],
    [outer - inner, -outer],
    [outer, inner - outer],
    [inner, 0],
  ];
  const quarters: readonly Place[] = [
    [1, 0],
    [0, 1],
    [-1, 0],
    [0, -1],
  ];
  return quarters.flatMap(([cos, sin]) =>
    half.map(([x, y]): Place => [x * cos - y * sin, x * sin + y * cos]),
  );
}

function pathOf(mark: PointMark): Path2D {
  const path = new Path2D();
  const corners = cornersOf(mark);
  if (!corners) path.arc(0, 0, circleRadius, 0, 2 * Math.PI);
  else for (const [x, y] of corners) path.lineTo(x, y);
  path.closePath();
  return path;
}

/** One mark as a small picture that is copied thousands of times: much sooner drawn than a path each. */
export function drawMark(
  mark: PointMark,
  colour: string,
  edge: string,
  radius: number,
  density: number,
): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  const side = Math.ceil((2 * radius + 2) * density);
  canvas.width = side;
  canvas.height = side;
  const context = canvas.getContext('2d');
  if (!context) return canvas;
  const path = pathOf(mark);
  context.translate(side / 2, side / 2);
  context.scale(radius * density, radius * density);
  context.fillStyle = colour;
  context.fill(path);
  // Where points lie on each other, each keeps its edge.
  context.strokeStyle = edge;
  context.lineWidth = 0.5 / radius;
  context.stroke(path);
  return canvas;
}
