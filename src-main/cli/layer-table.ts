/** The network, layer by layer. */
import {
  countMultiplications,
  describeLayers,
  multiplicationShares,
  shapeText,
} from '../../src-shared/network-size.ts';
import type { RunSummary } from '../../src-shared/run.ts';
import { bar, grouped, table } from './terminal.ts';

const barWidth = 20;

/** A row a layer: its output, trainable numbers, and what of an image's multiplications it takes. */
export function layerTable({
  hyperparameters,
  dataset: { width, height, classes },
}: Pick<RunSummary, 'hyperparameters' | 'dataset'>): string {
  const rows = describeLayers(hyperparameters, { width, height }, classes.length);
  const shares = multiplicationShares(rows);
  const parameters = rows.reduce((sum, row) => sum + row.parameters, 0);
  const input = shapeText({ width, height, channels: 1 });
  return table(
    [
      ['layer', 'output', 'parameters', 'multiplications', '', ''],
      ['input', input, '', '', '', ''],
      ...rows.map(({ layer, output, ...row }, i) => [
        layer === null ? 'output' : typeof layer === 'number' ? `dense ${layer}` : layer,
        shapeText(output),
        grouped(row.parameters),
        grouped(row.multiplications),
        `${Math.round(100 * shares[i])} %`,
        shares[i] > 0 ? bar(shares[i], barWidth) : '',
      ]),
      ['all', '', grouped(parameters), grouped(countMultiplications(rows)), '', ''],
    ],
    [2, 3, 4],
  );
}
