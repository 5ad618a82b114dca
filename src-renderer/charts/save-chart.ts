/** A chart as the bytes of a file: the same drawing as SVG and as PNG, its numbers as CSV. */
import { chartDrawing, type ChartPicture } from '../../src-shared/charts/chart-drawing.ts';
import { type Drawing, drawingFont, edgeWidth, svgFile } from '../../src-shared/charts/drawing.ts';
import { lightInks } from '../../src-shared/charts/print-colours.ts';
import { seriesCsv } from '../../src-shared/charts/series-csv.ts';
import type { ChartFileKind } from '../../src-shared/share.ts';

/** Pixels of a saved picture for one of the drawing: sharp in print and on a fine screen. */
const scale = 2;

/** What a chart's files are made of, when one is wanted. */
export interface ChartSource {
  drawing: () => Drawing;
  csv: () => string;
}

/** @param measured what the line behind a smoothed one is called in the table */
export function chartSource(chart: ChartPicture, measured: string): ChartSource {
  const { xName, series, xTicks } = chart;
  const nameOf = (x: number): string | number =>
    xTicks?.find(({ value }) => value === x)?.label ?? x;
  return {
    drawing: () => chartDrawing(chart),
    csv: () => seriesCsv(xName, series, nameOf, measured),
  };
}

export async function chartFile(source: ChartSource, kind: ChartFileKind): Promise<Uint8Array> {
  if (kind === 'png') return pngOf(source.drawing());
  return new TextEncoder().encode(kind === 'svg' ? svgFile(source.drawing()) : source.csv());
}

async function pngOf(drawing: Drawing): Promise<Uint8Array> {
  const width = Math.ceil(drawing.width * scale);
  const height = Math.ceil(drawing.height * scale);
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas to draw on');
  context.fillStyle = lightInks.ground;
  context.fillRect(0, 0, width, height);
  context.scale(scale, scale);
  paint(context, drawing);
  const blob = await canvas.convertToBlob({ type: 'image/png' });
  return new Uint8Array(await blob.arrayBuffer());
}

function paint(context: OffscreenCanvasRenderingContext2D, { shapes }: Drawing): void {
  context.lineJoin = 'round';
  for (const shape of shapes) {
    const colour = lightInks[shape.ink];
    context.globalAlpha = 'opacity' in shape ? (shape.opacity ?? 1) : 1;
    context.fillStyle = colour;
    context.strokeStyle = colour;
    context.beginPath();
    switch (shape.kind) {
      case 'line':
        context.lineWidth = shape.width;
        context.setLineDash([...(shape.dash ?? [])]);
        for (const [x, y] of shape.points) context.lineTo(x, y);
        context.stroke();
        break;
      case 'area':
        for (const [x, y] of shape.points) context.lineTo(x, y);
        context.fill();
        break;
      case 'dot':
        context.arc(shape.at[0], shape.at[1], shape.radius, 0, 2 * Math.PI);
        context.fill();
        break;
      case 'text':
        context.font = `${shape.strong ? '600 ' : ''}${shape.size}px ${drawingFont}`;
        context.textAlign = shape.anchor === 'middle' ? 'center' : shape.anchor;
        if (shape.edged) {
          context.lineWidth = edgeWidth;
          context.setLineDash([]);
          context.strokeStyle = lightInks.ground;
          context.strokeText(shape.text, shape.at[0], shape.at[1]);
        }
        context.fillText(shape.text, shape.at[0], shape.at[1]);
        break;
    }
  }
}
