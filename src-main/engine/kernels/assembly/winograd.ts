/**
 * The way forward of a convolution of 5 x 5 in steps of one pixel, with a sixth of the
 * multiplications: Lavin & Gray, Fast algorithms for convolutional neural networks (2016), F(4x4,
 * 5x5). Four numbers of a row's result are a product of two polynomials, of which 8 values say all:
 * at 0, 1, -1, 2, -2, 1/2, -1/2, and the leading coefficient ("at infinity"). The same down the
 * columns: 8 x 8 places for each tile of 4 x 4 results, at each of which images are multiplied with
 * kernels, [tiles, channels] x [channels, output channels].
 *
 * Its rounding errors are larger, about 20 times those of the sums as they stand, and a result that
 * is no finite number spoils its tile. `plan`: see `convolution-plan.ts`.
 */
import { imageOf, padImage } from './convolution-patches';
import { Plan } from './convolution-plan';
import { convolutionTile } from './convolution-tile';
import { storeUpTo4 } from './rows';
import { kernelValues, tileResults, tileValues } from './winograd-lines';

/** Of a tile, and what it sees of the image. */
export const tileSide: i32 = 4;
export const side: i32 = 8;
export const places: i32 = 64;
export const kernelSide: i32 = 5;
/** Rows and columns of what `convolutionTile` computes. */
export const blockRows: i32 = 6;
export const panelChannels: i32 = 8;
export const panelBytes: usize = 32;
export const vectorBytes: usize = 16;
/** Images whose tiles are multiplied together: all that is read again and again stays in the cache. */
export const group: i32 = 3;

/** Panels `from` to `to` of the weights, after `packWeights`: `placePanels` `[panels, 64, channels, 8]`. */
export function winogradWeights(plan: Plan, from: i32, to: i32): void {
  const channels = plan.inputChannels;
  const tapBytes = <usize>channels * panelBytes;
  const stage = plan.stages + ((<usize>from * places) << 4);
  for (let n = from; n < to; n++) {
    const panel = plan.panels + <usize>n * <usize>plan.patchLength * panelBytes;
    const out = plan.placePanels + <usize>n * <usize>places * tapBytes;
    for (let c = 0; c < channels; c++)
      for (let half: usize = 0; half < panelBytes; half += vectorBytes) {
        const offset = <usize>c * panelBytes + half;
        for (let x = 0; x < kernelSide; x++)
          kernelValues(
            stage + <usize>x * vectorBytes,
            <usize>side * vectorBytes,
            panel + offset + <usize>x * tapBytes,
            <usize>kernelSide * tapBytes,
          );
        for (let y = 0; y < side; y++)
          kernelValues(
            out + offset + <usize>(y * side) * tapBytes,
            tapBytes,
            stage + <usize>(y * side) * vectorBytes,
            vectorBytes,
          );
      }
  }
}

/** As `convolutionForward`. */
export function winogradForward(plan: Plan, output: usize, input: usize, from: i32, to: i32): void {
  const channels = plan.outputChannels;
  const tiles = plan.tileRows * plan.tileColumns;
  const valueBytes = <usize>plan.valueRows * plan.valueRowBytes;
  const productBytes = <usize>plan.valueRows * panelBytes;
  const values = plan.values + <usize>(from / group) * <usize>places * valueBytes;
  const products = plan.products + <usize>(from / group) * <usize>places * productBytes;
  const stage = plan.stages + ((<usize>from * places) << 4);
  const panelStep = <usize>plan.inputChannels * panelBytes;
  for (let b = from; b < to; b += group) {
    const samples = min(group, to - b);
    for (let s = 0; s < samples; s++) {
      padImage(plan, input, b + s);
      const image = imageOf(plan, input, b + s);
      imageValues(plan, values + <usize>(s * tiles) * plan.valueRowBytes, valueBytes, image, stage);
    }
    const rows = samples * tiles;
    let panel = plan.placePanels;
    for (let c = 0; c < channels; c += panelChannels) {
      let value = values;
      let product = products;
      for (let place = 0; place < places; place++) {
        for (let t = 0; t < rows; t += blockRows) {
          // The last rows have some in common with those before, which come out the same; of fewer
          // than there are in a block, what lies behind is computed too.
          const first = max(0, min(t, rows - blockRows));
          convolutionTile(
            product + <usize>first * panelBytes,
            panelBytes,
            value,
            plan.valueOffsets + ((<usize>first) << 2),
            panel,
            plan.zeros,
            1,
            plan.inputChannels,
            0,
          );
        }
        value += valueBytes;
        product += productBytes;
        panel += panelStep;
      }
      for (let s = 0; s < samples; s++)
        results(plan, output, b + s, c, products + <usize>(s * tiles) * panelBytes, stage);
    }
  }
}

/** The values of one image's tiles, a row each; `values` is `[64, valueRows, channels]`. */
export function imageValues(
  plan: Plan,
  values: usize,
  valueBytes: usize,
  image: usize,
  stage: usize,
): void {
  const pixelBytes = (<usize>plan.inputChannels) << 2;
  let row = values;
  for (let y = 0; y < plan.tileRows; y++)
    for (let x = 0; x < plan.tileColumns; x++) {
      const corner =
        image + <usize>(y * tileSide) * plan.paddedRowBytes + <usize>(x * tileSide) * pixelBytes;
      for (let c: usize = 0; c < plan.valueRowBytes; c += vectorBytes) {
        for (let i = 0; i < side; i++)
          tileValues(
            stage + <usize>i * vectorBytes,
            <usize>side * vectorBytes,
            corner + c + <usize>i * pixelBytes,
            plan.paddedRowBytes,
          );
        for (let i = 0; i < side; i++)
          tileValues(
            row + c + <usize>(i * side) * valueBytes,
            valueBytes,
            stage + <usize>(i * side) * vectorBytes,
            vectorBytes,
          );
      }
      row += plan.valueRowBytes;
    }
}

/** One image's results, 8 channels from `c` on, of the products of its tiles. */
function results(plan: Plan, output: usize, b: i32, c: i32, products: usize, stage: usize): void {
  const channels = plan.outputChannels;
  const pixelBytes = (<usize>channels) << 2;
  const rowBytes = <usize>plan.outputWidth * pixelBytes;
  const productBytes = <usize>plan.valueRows * panelBytes;
  const finished = stage + <usize>(tileSide * side) * vectorBytes;
  const image = output + <usize>b * <usize>plan.pixels * pixelBytes;
  for (let first = c; first < min(c + panelChannels, channels); first += 4) {
    const bias = v128.load(plan.starts + ((<usize>first) << 2));
    let product = products + ((<usize>(first - c)) << 2);
    for (let y = 0; y < plan.tileRows; y++)
      for (let x = 0; x < plan.tileColumns; x++) {
        for (let i = 0; i < side; i++)
          tileResults(
            stage + <usize>i * vectorBytes,
            <usize>side * vectorBytes,
            product + <usize>i * productBytes,
            <usize>side * productBytes,
          );
        for (let i = 0; i < tileSide; i++)
          tileResults(
            finished + <usize>(i * tileSide) * vectorBytes,
            vectorBytes,
            stage + <usize>(i * side) * vectorBytes,
            vectorBytes,
          );
        const height = min(tileSide, <i32>plan.outputHeight - y * tileSide);
        const width = min(tileSide, <i32>plan.outputWidth - x * tileSide);
        const corner =
          image +
          <usize>(y * tileSide) * rowBytes +
          <usize>(x * tileSide) * pixelBytes +
          ((<usize>first) << 2);
        for (let j = 0; j < height; j++)
          for (let i = 0; i < width; i++)
            storeUpTo4(
              corner + <usize>j * rowBytes + <usize>i * pixelBytes,
              f32x4.add(v128.load(finished + <usize>(j * tileSide + i) * vectorBytes), bias),
              channels - first,
            );
        product += panelBytes;
      }
  }
}
