/** Drawings as JSON: how they are kept, and how a run keeps those that it learnt from. */
import { z } from 'zod';
import {
  type Drawing,
  maximumPoints,
  maximumStrokes,
  padSide,
  pointSize,
  widePad,
} from '../../src-shared/drawing.ts';

const side = z
  .int()
  .min(1)
  .max(widePad * padSide);

/** No larger than a hand can draw it: a bundle may bring drawings from anybody. */
export const drawingInFile = z.object({
  width: side,
  height: side,
  strokes: z
    .array(
      z.object({
        kind: z.enum(['ink', 'erase']),
        width: z.number().positive().max(padSide),
        points: z
          .array(z.int())
          .max(maximumPoints * pointSize)
          .transform((points) => Int16Array.from(points)),
      }),
    )
    .max(maximumStrokes),
});

export const plainDrawing = ({ width, height, strokes }: Drawing) => ({
  width,
  height,
  strokes: strokes.map(({ kind, width: pen, points }) => ({
    kind,
    width: pen,
    points: Array.from(points),
  })),
});

/** Null for a text that is no JSON. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return null;
    throw thrown;
  }
}
