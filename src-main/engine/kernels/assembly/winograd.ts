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
import { multiplyAdd } from './arithmetic';
import { layPatches, patchesOf } from './convolution-patches';
import { Plan } from './convolution-plan';
import { convolutionTile } from './convolution-tile';
import { storeUpTo4 } from './rows';

/** Of a tile, and what it sees of the image. */
const tileSide: i32 = 4;
const side: i32 = 8;
const places: i32 = 64;
const kernelSide: i32 = 5;
/** Rows and columns of what `convolutionTile` computes. */
const blockRows: i32 = 6;
const panelChannels: i32 = 8;
const panelBytes: usize = 32;
const vectorBytes: usize = 16;
/** Images whose tiles are multiplied together: all that is read again and again stays in the cache. */
const group: i32 = 3;

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
      layPatches(plan, input, b + s);
      const image = patchesOf(plan, input, b + s);
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
function imageValues(
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

/**
 * 5 numbers of a kernel to its 8 values. With a point's value comes its share of Lagrange's formula:
 * 1 over the product of its distances to the other points.
 */
function kernelValues(out: usize, outStep: usize, from: usize, step: usize): void {
  const a = v128.load(from);
  const b = v128.load(from + step);
  const c = v128.load(from + 2 * step);
  const d = v128.load(from + 3 * step);
  const e = v128.load(from + 4 * step);
  v128.store(out, a);
  const one = f32x4.splat(<f32>(-2.0 / 9));
  let even = f32x4.mul(one, f32x4.add(f32x4.add(a, c), e));
  let odd = f32x4.mul(one, f32x4.add(b, d));
  out += outStep;
  v128.store(out, f32x4.add(even, odd));
  out += outStep;
  v128.store(out, f32x4.sub(even, odd));
  const four = f32x4.splat(4);
  const two = f32x4.splat(<f32>(1.0 / 90));
  even = f32x4.mul(two, multiplyAdd(four, multiplyAdd(four, e, c), a));
  odd = f32x4.mul(two, f32x4.mul(f32x4.splat(2), multiplyAdd(four, d, b)));
  out += outStep;
  v128.store(out, f32x4.add(even, odd));
  out += outStep;
  v128.store(out, f32x4.sub(even, odd));
  const quarter = f32x4.splat(0.25);
  const half = f32x4.splat(<f32>(32.0 / 45));
  even = f32x4.mul(half, multiplyAdd(quarter, multiplyAdd(quarter, e, c), a));
  odd = f32x4.mul(half, f32x4.mul(f32x4.splat(0.5), multiplyAdd(quarter, d, b)));
  out += outStep;
  v128.store(out, f32x4.add(even, odd));
  out += outStep;
  v128.store(out, f32x4.sub(even, odd));
  v128.store(out + outStep, e);
}

/** 8 numbers of an image to what each place takes of them. */
function tileValues(out: usize, outStep: usize, from: usize, step: usize): void {
  const a = v128.load(from);
  const b = v128.load(from + step);
  const c = v128.load(from + 2 * step);
  const d = v128.load(from + 3 * step);
  const e = v128.load(from + 4 * step);
  const f = v128.load(from + 5 * step);
  const g = v128.load(from + 6 * step);
  const h = v128.load(from + 7 * step);
  const far = f32x4.splat(5.25);
  v128.store(out, multiplyAdd(far, f32x4.sub(e, c), f32x4.sub(a, g)));
  v128.store(out + 7 * outStep, multiplyAdd(far, f32x4.sub(d, f), f32x4.sub(h, b)));
  const near = f32x4.splat(-4.25);
  let even = multiplyAdd(near, e, f32x4.add(c, g));
  let odd = multiplyAdd(near, d, f32x4.add(b, f));
  out += outStep;
  v128.store(out, f32x4.add(even, odd));
  out += outStep;
  v128.store(out, f32x4.sub(even, odd));
  const two = f32x4.splat(2);
  const half = f32x4.splat(0.5);
  const middle = f32x4.mul(f32x4.splat(-2.5), d);
  even = multiplyAdd(f32x4.splat(0.25), c, multiplyAdd(f32x4.splat(-1.25), e, g));
  odd = multiplyAdd(half, b, multiplyAdd(two, f, middle));
  out += outStep;
  v128.store(out, f32x4.add(even, odd));
  out += outStep;
  v128.store(out, f32x4.sub(even, odd));
  even = multiplyAdd(f32x4.splat(4), c, multiplyAdd(f32x4.splat(-5), e, g));
  odd = multiplyAdd(two, b, multiplyAdd(half, f, middle));
  out += outStep;
  v128.store(out, f32x4.add(even, odd));
  out += outStep;
  v128.store(out, f32x4.sub(even, odd));
}

/** 8 places' products to 4 results: powers 0 to 3 of the points. */
function tileResults(out: usize, outStep: usize, from: usize, step: usize): void {
  const a = v128.load(from);
  const b = v128.load(from + step);
  const c = v128.load(from + 2 * step);
  const d = v128.load(from + 3 * step);
  const e = v128.load(from + 4 * step);
  const f = v128.load(from + 5 * step);
  const g = v128.load(from + 6 * step);
  const h = v128.load(from + 7 * step);
  const one = f32x4.add(b, c);
  const two = f32x4.add(d, e);
  const half = f32x4.add(f, g);
  v128.store(out, f32x4.add(f32x4.add(a, one), f32x4.add(two, half)));
  v128.store(
    out + 2 * outStep,
    multiplyAdd(f32x4.splat(4), two, multiplyAdd(f32x4.splat(0.25), half, one)),
  );
  const oneApart = f32x4.sub(b, c);
  const twoApart = f32x4.sub(d, e);
  const halfApart = f32x4.sub(f, g);
  v128.store(
    out + outStep,
    multiplyAdd(f32x4.splat(2), twoApart, multiplyAdd(f32x4.splat(0.5), halfApart, oneApart)),
  );
  v128.store(
    out + 3 * outStep,
    multiplyAdd(
      f32x4.splat(8),
      twoApart,
      multiplyAdd(f32x4.splat(0.125), halfApart, f32x4.add(oneApart, h)),
    ),
  );
}
