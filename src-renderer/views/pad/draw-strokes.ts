/** Strokes on a canvas, for the eye: what the network sees is made by `rasterise`. */
import { pointSize, smoothLine, type Stroke } from '../../../src-shared/drawing.ts';

/**
 * Draws a stroke, or the rest of it.
 * @param from where in the smooth line to begin: what an earlier call returned
 * @returns where to go on when the stroke has grown
 */
export function drawStroke(
  context: CanvasRenderingContext2D,
  stroke: Stroke,
  { scale, ink, from = 0 }: { scale: number; ink: string; from?: number },
): number {
  const line = smoothLine(stroke);
  context.globalCompositeOperation = stroke.kind === 'ink' ? 'source-over' : 'destination-out';
  context.strokeStyle = ink;
  context.lineCap = 'round';
  for (let i = from; i < line.length; i += pointSize) {
    const before = Math.max(0, i - pointSize);
    context.beginPath();
    context.lineWidth = (line[before + 2] + line[i + 2]) * scale;
    context.moveTo(line[before] * scale, line[before + 1] * scale);
    // A line of no length draws no caps, so a dot has a little.
    context.lineTo(line[i] * scale + (line.length === pointSize ? 0.01 : 0), line[i + 1] * scale);
    context.stroke();
  }
  // The last piece is straight only until the next point bends it.
  return Math.max(0, line.length - pointSize);
}
