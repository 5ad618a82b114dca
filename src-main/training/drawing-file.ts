/** Drawings as JSON: how they are kept, and how a run keeps those that it learnt from. */
import { z } from 'zod';
import type { Drawing } from '../../src-shared/drawing.ts';

export const drawingInFile = z.object({
  width: z.int().min(1),
  height: z.int().min(1),
  strokes: z.array(
    z.object({
      kind: z.enum(['ink', 'erase']),
      width: z.number().positive(),
      points: z.array(z.int()).transform((points) => Int16Array.from(points)),
    }),
  ),
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
