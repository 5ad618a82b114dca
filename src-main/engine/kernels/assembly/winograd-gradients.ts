/**
 * The way back of `winograd.ts`: the exact gradients of its sums, by the same products at the same 64
 * places. Scratch that lasts for a call only is that of the call's first item.
 */
import { multiplyAdd } from './arithmetic';
import { copyRows, imageOf } from './convolution-patches';
import { Plan } from './convolution-plan';
import { convolutionTile } from './convolution-tile';
import { storeUpTo4 } from './rows';
import {
  blockRows,
  group,
  imageValues,
  kernelSide,
  panelBytes,
  panelChannels,
  places,
  side,
  tileSide,
  vectorBytes,
} from './winograd';
import { kernelGradients, resultGradients, tileGradients } from './winograd-lines';

/** Samples `from` to `to`, after `winogradForward`: what `winogradWeightGradients` reads. */
export function winogradValues(plan: Plan, input: usize, from: i32, to: i32): void {
  const tiles = plan.tileRows * plan.tileColumns;
  const valueBytes = <usize>plan.valueRows * plan.valueRowBytes;
  const stage = plan.stages + ((<usize>from * places) << 4);
  for (let b = from; b < to; b++)
    imageValues(
      plan,
      plan.allValues +
        <usize>(b / group) * <usize>places * valueBytes +
        <usize>((b % group) * tiles) * plan.valueRowBytes,
      valueBytes,
      imageOf(plan, input, b),
      stage,
    );
}

/**
 * Panels of 8 output channels `from` to `to`: adds to `dWeights`, as they lie in the parameters, and
 * `dBiases`, unless 0. Each number is the sum over groups of images.
 */
export function winogradWeightGradients(
  plan: Plan,
  dWeights: usize,
  dBiases: usize,
  dOutput: usize,
  batch: i32,
  from: i32,
  to: i32,
): void {
  const channels = plan.outputChannels;
  const tiles = plan.tileRows * plan.tileColumns;
  const valueBytes = <usize>plan.valueRows * plan.valueRowBytes;
  const productBytes = <usize>plan.valueRows * panelBytes;
  const tapBytes = (plan.valueRowBytes >> 2) * panelBytes;
  const imageBytes = (<usize>plan.pixels * channels) << 2;
  const stage = plan.stages + ((<usize>from * places) << 4);
  const dProducts = plan.dPanelProducts + <usize>from * <usize>places * productBytes;
  const sums = plan.dPlacePanels + <usize>from * <usize>places * tapBytes;
  memory.fill(sums, 0, <usize>(to - from) * <usize>places * tapBytes);
  for (let b = 0; b < batch; b += group) {
    const samples = min(group, batch - b);
    const values = plan.allValues + <usize>(b / group) * <usize>places * valueBytes;
    let sum = sums;
    for (let n = from; n < to; n++) {
      const first = n * panelChannels;
      for (let s = 0; s < samples; s++) {
        const image = dOutput + <usize>(b + s) * imageBytes;
        const rows = dProducts + <usize>(s * tiles) * panelBytes;
        const end = min(first + panelChannels, channels);
        productGradients(plan, rows, panelBytes, productBytes, image, first, end, stage);
        if (dBiases) for (let c = first; c < end; c += 4) addPixels(plan, dBiases, image, c);
      }
      let value = values;
      let dProduct = dProducts;
      for (let place = 0; place < places; place++) {
        for (let c: usize = 0; c < plan.valueRowBytes; c += vectorBytes) {
          addOuterProducts(sum, value + c, plan.valueRowBytes, dProduct, samples * tiles);
          sum += 4 * panelBytes;
        }
        value += valueBytes;
        dProduct += productBytes;
      }
    }
  }
  for (let n = from; n < to; n++) addKernels(plan, dWeights, n, stage);
}

/** Input channels `from` to `to`, panels of 8: what `winogradInputGradients` takes weights from. */
export function winogradTranspose(plan: Plan, from: i32, to: i32): void {
  const inputs = plan.inputChannels;
  const channels = plan.outputChannels;
  const tapBytes = <usize>inputs * panelBytes;
  let out = plan.transposedPanels + <usize>from * <usize>(places * channels) * panelBytes;
  for (let n = from; n < to; n++) {
    const width = <usize>min(panelChannels, inputs - n * panelChannels);
    for (let place = 0; place < places; place++)
      for (let c = 0; c < channels; c++) {
        const panel = plan.placePanels + <usize>((c >> 3) * places + place) * tapBytes;
        const column = panel + <usize>(n * panelChannels) * panelBytes + ((<usize>(c & 7)) << 2);
        for (let k: usize = 0; k < width; k++)
          store<f32>(out + (k << 2), load<f32>(column + k * panelBytes));
        out += panelBytes;
      }
  }
}

/** Samples `from` to `to`: overwrites `dInput`. */
export function winogradInputGradients(
  plan: Plan,
  dInput: usize,
  dOutput: usize,
  from: i32,
  to: i32,
): void {
  const inputs = plan.inputChannels;
  const channels = plan.outputChannels;
  const tiles = plan.tileRows * plan.tileColumns;
  const slot = <usize>(from / group) * <usize>places;
  const rowBytes = plan.dProductRowBytes;
  const dProductBytes = <usize>plan.valueRows * rowBytes;
  const dProducts = plan.dProducts + slot * dProductBytes;
  const dValueBytes = <usize>plan.valueRows * panelBytes;
  const dValues = plan.products + slot * dValueBytes;
  const stage = plan.stages + ((<usize>from * places) << 4);
  const panelStep = <usize>channels * panelBytes;
  for (let b = from; b < to; b += group) {
    const samples = min(group, to - b);
    for (let s = 0; s < samples; s++) {
      memory.fill(paddedOf(plan, dInput, from, b, s), 0, plan.paddedBytes);
      const image = dOutput + ((<usize>((b + s) * plan.pixels * channels)) << 2);
      const rows = dProducts + <usize>(s * tiles) * rowBytes;
      productGradients(plan, rows, rowBytes, dProductBytes, image, 0, channels, stage);
    }
    const rows = samples * tiles;
    let panel = plan.transposedPanels;
    for (let c = 0; c < inputs; c += panelChannels) {
      let dProduct = dProducts;
      let dValue = dValues;
      for (let place = 0; place < places; place++) {
        for (let t = 0; t < rows; t += blockRows) {
          const first = max(0, min(t, rows - blockRows));
          convolutionTile(
            dValue + <usize>first * panelBytes,
            panelBytes,
            dProduct,
            plan.dProductOffsets + ((<usize>first) << 2),
            panel,
            plan.zeros,
            1,
            channels,
            0,
          );
        }
        dProduct += dProductBytes;
        dValue += dValueBytes;
        panel += panelStep;
      }
      for (let s = 0; s < samples; s++)
        addTiles(
          plan,
          paddedOf(plan, dInput, from, b, s),
          c,
          dValues + <usize>(s * tiles) * panelBytes,
          stage,
        );
    }
    if (plan.dPadded)
      for (let s = 0; s < samples; s++)
        copyRows(
          dInput + <usize>(b + s) * plan.inputBytes,
          plan.inputRowBytes,
          paddedOf(plan, dInput, from, b, s) + plan.paddedStart,
          plan.paddedRowBytes,
          plan.usedRows,
          plan.usedRowBytes,
        );
  }
}

/** Where the gradient of sample `b + s` is summed, in a call whose first sample is `from`. */
function paddedOf(plan: Plan, dInput: usize, from: i32, b: i32, s: i32): usize {
  return plan.dPadded
    ? plan.dPadded + <usize>(from + s) * plan.paddedBytes
    : dInput + <usize>(b + s) * plan.inputBytes;
}

/**
 * Of one image's tiles and the channels `first` to `end`; rows and places are so many bytes apart.
 */
function productGradients(
  plan: Plan,
  out: usize,
  outRowBytes: usize,
  placeBytes: usize,
  dOutput: usize,
  first: i32,
  end: i32,
  stage: usize,
): void {
  const pixelBytes = (<usize>plan.outputChannels) << 2;
  const rowBytes = <usize>plan.outputWidth * pixelBytes;
  const half = stage + <usize>(tileSide * tileSide) * vectorBytes;
  for (let y = 0; y < plan.tileRows; y++)
    for (let x = 0; x < plan.tileColumns; x++) {
      const height = min(tileSide, plan.outputHeight - y * tileSide);
      const width = min(tileSide, plan.outputWidth - x * tileSide);
      const corner =
        dOutput + <usize>(y * tileSide) * rowBytes + <usize>(x * tileSide) * pixelBytes;
      let to = out;
      for (let c = first; c < end; c += 4) {
        let from = corner + ((<usize>c) << 2);
        let step = rowBytes;
        let next = pixelBytes;
        if (height < tileSide || width < tileSide) {
          copyCorner(stage, from, rowBytes, pixelBytes, height, width);
          from = stage;
          step = <usize>tileSide * vectorBytes;
          next = vectorBytes;
        }
        for (let i = 0; i < tileSide; i++)
          resultGradients(
            half + <usize>i * vectorBytes,
            <usize>tileSide * vectorBytes,
            from + <usize>i * next,
            step,
          );
        for (let j = 0; j < side; j++)
          resultGradients(
            to + <usize>(j * side) * placeBytes,
            placeBytes,
            half + <usize>(j * tileSide) * vectorBytes,
            vectorBytes,
          );
        to += vectorBytes;
      }
      out += outRowBytes;
    }
}

/** Four channels of a tile that reaches beyond the image, where there is no gradient: zeros. */
function copyCorner(
  tile: usize,
  from: usize,
  rowBytes: usize,
  pixelBytes: usize,
  height: i32,
  width: i32,
): void {
  memory.fill(tile, 0, <usize>(tileSide * tileSide) * vectorBytes);
  for (let j = 0; j < height; j++) {
    for (let i: usize = 0; i < <usize>width; i++)
      v128.store(tile + i * vectorBytes, v128.load(from + i * pixelBytes));
    tile += <usize>tileSide * vectorBytes;
    from += rowBytes;
  }
}

/** `dBiases` += one image's gradients, 4 channels from `c` on. */
function addPixels(plan: Plan, dBiases: usize, dOutput: usize, c: i32): void {
  const place = (<usize>c) << 2;
  const pixelBytes = (<usize>plan.outputChannels) << 2;
  let sum = v128.load(dBiases + place);
  let pixel = dOutput + place;
  for (let p = 0; p < plan.pixels; p++) {
    sum = f32x4.add(sum, v128.load(pixel));
    pixel += pixelBytes;
  }
  storeUpTo4(dBiases + place, sum, plan.outputChannels - c);
}

/** `out` `[4, 8]` += the sum of `count` (at least 1) outer products: 4 of each row of `a`, 8 of `b`. */
export function addOuterProducts(
  out: usize,
  a: usize,
  rowBytes: usize,
  b: usize,
  count: i32,
): void {
  let c00 = v128.load(out);
  let c01 = v128.load(out, 16);
  let c10 = v128.load(out, 32);
  let c11 = v128.load(out, 48);
  let c20 = v128.load(out, 64);
  let c21 = v128.load(out, 80);
  let c30 = v128.load(out, 96);
  let c31 = v128.load(out, 112);
  do {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let x = v128.load32_splat(a);
    c00 = multiplyAdd(x, b0, c00);
    c01 = multiplyAdd(x, b1, c01);
    x = v128.load32_splat(a, 4);
    c10 = multiplyAdd(x, b0, c10);
    c11 = multiplyAdd(x, b1, c11);
    x = v128.load32_splat(a, 8);
    c20 = multiplyAdd(x, b0, c20);
    c21 = multiplyAdd(x, b1, c21);
    x = v128.load32_splat(a, 12);
    c30 = multiplyAdd(x, b0, c30);
    c31 = multiplyAdd(x, b1, c31);
    a += rowBytes;
    b += panelBytes;
  } while (--count);
  v128.store(out, c00);
  v128.store(out, c01, 16);
  v128.store(out, c10, 32);
  v128.store(out, c11, 48);
  v128.store(out, c20, 64);
  v128.store(out, c21, 80);
  v128.store(out, c30, 96);
  v128.store(out, c31, 112);
}

/** The sums of a panel at all places become gradients of its kernels. */
function addKernels(plan: Plan, dWeights: usize, n: i32, stage: usize): void {
  const inputs = plan.inputChannels;
  const channels = plan.outputChannels;
  const tapBytes = (plan.valueRowBytes >> 2) * panelBytes;
  const sums = plan.dPlacePanels + <usize>n * <usize>places * tapBytes;
  const finished = stage + <usize>(kernelSide * side) * vectorBytes;
  for (let c = 0; c < inputs; c++)
    for (let o = n * panelChannels; o < min((n + 1) * panelChannels, channels); o += 4) {
      const from = sums + <usize>c * panelBytes + ((<usize>(o - n * panelChannels)) << 2);
      for (let x = 0; x < side; x++)
        kernelGradients(
          stage + <usize>x * vectorBytes,
          <usize>side * vectorBytes,
          from + <usize>x * tapBytes,
          <usize>side * tapBytes,
        );
      for (let y = 0; y < kernelSide; y++) {
        kernelGradients(
          finished,
          vectorBytes,
          stage + <usize>(y * side) * vectorBytes,
          vectorBytes,
        );
        for (let x = 0; x < kernelSide; x++) {
          const row = (y * kernelSide + x) * inputs + c;
          const place = dWeights + ((<usize>(row * channels + o)) << 2);
          const sum = f32x4.add(v128.load(place), v128.load(finished + <usize>x * vectorBytes));
          storeUpTo4(place, sum, channels - o);
        }
      }
    }
}

/** Adds one image's tiles, 8 channels from `c` on, to what they see of it. */
function addTiles(plan: Plan, dPadded: usize, c: i32, dValues: usize, stage: usize): void {
  const inputs = plan.inputChannels;
  const pixelBytes = (<usize>inputs) << 2;
  const dValueBytes = <usize>plan.valueRows * panelBytes;
  for (let first = c; first < min(c + panelChannels, inputs); first += 4) {
    let dValue = dValues + ((<usize>(first - c)) << 2);
    for (let y = 0; y < plan.tileRows; y++)
      for (let x = 0; x < plan.tileColumns; x++) {
        for (let i = 0; i < side; i++)
          tileGradients(
            stage + <usize>i * vectorBytes,
            <usize>side * vectorBytes,
            dValue + <usize>i * dValueBytes,
            <usize>side * dValueBytes,
          );
        let line =
          dPadded +
          <usize>(y * tileSide) * plan.paddedRowBytes +
          <usize>(x * tileSide) * pixelBytes +
          ((<usize>first) << 2);
        for (let j = 0; j < side; j++) {
          const row = stage + <usize>(j * side) * vectorBytes;
          tileGradients(row, vectorBytes, row, vectorBytes);
          for (let i = 0; i < side; i++) {
            const place = line + <usize>i * pixelBytes;
            const sum = f32x4.add(v128.load(place), v128.load(row + <usize>i * vectorBytes));
            storeUpTo4(place, sum, inputs - first);
          }
          line += plan.paddedRowBytes;
        }
        dValue += panelBytes;
      }
  }
}
