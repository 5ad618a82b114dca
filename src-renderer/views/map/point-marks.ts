/** How a point looks: a colour of the Okabe-Ito palette and a shape, so that classes are told apart without colour. */

/** Paths in a square from -1 to 1. */
const shapes: readonly ((path: Path2D) => void)[] = [
  (path) => path.arc(0, 0, 0.85, 0, 2 * Math.PI),
  (path) => path.rect(-0.75, -0.75, 1.5, 1.5),
  (path) => polygon(path, [0, -1, 0.95, 0.75, -0.95, 0.75]),
  (path) => polygon(path, [0, -1.05, 0.8, 0, 0, 1.05, -0.8, 0]),
  (path) => polygon(path, [0, 1, 0.95, -0.75, -0.95, -0.75]),
  (path) => bars(path),
  (path) => polygon(path, [-1, 0.1, 0, -1, 1, 0.1, 0.6, 0.95, -0.6, 0.95]),
];
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

function polygon(path: Path2D, corners: readonly number[]): void {
  path.moveTo(corners[0], corners[1]);
  for (let i = 2; i < corners.length; i += 2) path.lineTo(corners[i], corners[i + 1]);
  path.closePath();
}

/** A cross of two bars. */
function bars(path: Path2D): void {
  const [inner, outer] = [0.32, 0.95];
  const half: readonly (readonly [number, number])[] = [
    [0, -inner],
    [outer - inner, -outer],
    [outer, inner - outer],
    [inner, 0],
  ];
  let isFirst = true;
  for (const [cos, sin] of [
    [1, 0],
    [0, 1],
    [-1, 0],
    [0, -1],
  ])
    for (const [x, y] of half) {
      const [px, py] = [x * cos - y * sin, x * sin + y * cos];
      if (isFirst) path.moveTo(px, py);
      else path.lineTo(px, py);
      isFirst = false;
    }
  path.closePath();
}

/** One mark as a small picture that is copied thousands of times: much sooner drawn than a path each. */
export function drawMark(
  { shape }: PointMark,
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
  const path = new Path2D();
  shapes[shape](path);
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
