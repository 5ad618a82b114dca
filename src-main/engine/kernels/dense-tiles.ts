/** A dense layer's way forward in tiles, which pays with many samples, of which few numbers are zero. */
import type { Machine } from './webassembly.ts';

/** As in `assembly/tiles.ts` and `assembly/dense-tiles.ts`. */
const tileSamples = 6;
const panelUnits = 8;
const panelDepth = 384;
const packedPanels = 16;

/** Addresses, and how many of the samples; `biases` may be 0. */
type MultiplyTiles = (
  output: number,
  input: number,
  weights: number,
  biases: number,
  batch: number,
) => void;

/** For at most `batchSize` samples. */
export function createTiles(
  { split, words }: Machine,
  inputs: number,
  units: number,
  batchSize: number,
): MultiplyTiles {
  const panels = Math.ceil(units / panelUnits);
  let scratch: { packed: number; panels: number } | null = null;
  return (output, input, weights, biases, batch) => {
    scratch ??= {
      packed: words(Math.ceil(batchSize / tileSamples) * tileSamples * inputs),
      panels: words((panels + packedPanels) * panelDepth * panelUnits),
    };
    const { packed } = scratch;
    const tiles = Math.ceil(batch / tileSamples);
    split('packInput', tiles, 1, batch * inputs, packed, input, batch, inputs);
    split(
      'denseForwardTiles',
      panels,
      packedPanels,
      batch * inputs * units,
      output,
      packed,
      weights,
      biases,
      batch,
      inputs,
      units,
      scratch.panels,
    );
  };
}
