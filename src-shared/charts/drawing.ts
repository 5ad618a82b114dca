/** A picture of lines, areas and words, written as SVG or painted on a canvas: the same shapes for both. */
import { escapeXml } from '../escape.ts';
import { type Ink, lightInks } from './print-colours.ts';

/** `[x, y]` in px. */
export type Place = readonly [number, number];

export type Shape =
  | {
      kind: 'line';
      points: readonly Place[];
      ink: Ink;
      width: number;
      dash?: readonly number[];
      opacity?: number;
    }
  | { kind: 'area'; points: readonly Place[]; ink: Ink; opacity?: number }
  | { kind: 'dot'; at: Place; radius: number; ink: Ink }
  | {
      kind: 'text';
      at: Place;
      text: string;
      ink: Ink;
      size: number;
      anchor: 'start' | 'middle' | 'end';
      strong?: boolean;
      /** With an edge of the ground's colour, so that it can be read where it stands on others. */
      edged?: boolean;
    };

/** The corners of a rectangle. */
export const box = (x: number, y: number, width: number, height: number): Place[] => [
  [x, y],
  [x + width, y],
  [x + width, y + height],
  [x, y + height],
];

export interface Drawing {
  width: number;
  height: number;
  /** What it shows, for those who do not see it. */
  title: string;
  shapes: readonly Shape[];
}

/** Width of the edge of a text, in px. */
export const edgeWidth = 4;

export const drawingFont = "system-ui, 'Segoe UI', 'Noto Sans', 'Noto Sans CJK SC', sans-serif";

const number = (value: number): string => String(Math.round(value * 100) / 100);
const placesOf = (points: readonly Place[]): string =>
  points.map(([x, y]) => `${number(x)},${number(y)}`).join(' ');
const opacityOf = ({ opacity }: { opacity?: number }): string =>
  opacity === undefined ? '' : ` opacity="${number(opacity)}"`;

function elementOf(shape: Shape): string {
  const colour = lightInks[shape.ink];
  switch (shape.kind) {
    case 'line': {
      const dash =
        shape.dash && shape.dash.length > 0
          ? ` stroke-dasharray="${shape.dash.map(number).join(' ')}"`
          : '';
      return `<polyline class="stroke-${shape.ink}" points="${placesOf(shape.points)}" fill="none" stroke="${colour}" stroke-width="${number(shape.width)}" stroke-linejoin="round"${dash}${opacityOf(shape)}/>`;
    }
    case 'area':
      return `<polygon class="fill-${shape.ink}" points="${placesOf(shape.points)}" fill="${colour}"${opacityOf(shape)}/>`;
    case 'dot':
      return `<circle class="fill-${shape.ink}" cx="${number(shape.at[0])}" cy="${number(shape.at[1])}" r="${number(shape.radius)}" fill="${colour}"/>`;
    case 'text': {
      const weight = shape.strong ? ' font-weight="600"' : '';
      const edge = shape.edged
        ? ` paint-order="stroke" stroke="${lightInks.ground}" stroke-width="${edgeWidth}" stroke-linejoin="round"`
        : '';
      return `<text class="fill-${shape.ink}" x="${number(shape.at[0])}" y="${number(shape.at[1])}" fill="${colour}" font-size="${number(shape.size)}" text-anchor="${shape.anchor}"${weight}${edge}>${escapeXml(shape.text)}</text>`;
    }
  }
}

/**
 * The drawing as an SVG element, to stand in a page. Each shape has its light colour as an attribute and its
 * ink as a class, so that a page's style sheet can give it another.
 */
export function svgElement({ width, height, title, shapes }: Drawing): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${number(width)} ${number(height)}" width="${number(width)}" height="${number(height)}" role="img" font-family="${escapeXml(drawingFont)}">`,
    `<title>${escapeXml(title)}</title>`,
    ...shapes.map(elementOf),
    '</svg>',
  ].join('\n');
}

/** As a file of its own, on a light ground. */
export function svgFile(drawing: Drawing): string {
  const { width, height } = drawing;
  const ground: Shape = { kind: 'area', points: box(0, 0, width, height), ink: 'ground' };
  const shapes = [ground, ...drawing.shapes];
  return `<?xml version="1.0" encoding="UTF-8"?>\n${svgElement({ ...drawing, shapes })}\n`;
}
