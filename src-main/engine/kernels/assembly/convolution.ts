/**
 * A convolution, as `../convolution.ts` has it in plain TypeScript, but that only zeros of the
 * output's gradient are skipped: behind a max-pooling and a ReLU most of those are zero. `plan`: see
 * `convolution-plan.ts`.
 *
 * What can be shared among threads ends in `from, to`, the items that one call computes: each number
 * is computed by one call, in an order that does not hang on where the items are divided. Scratch
 * that lasts for a call only is that of the call's first item.
 */
import { copyRows, padImage, patchesOf } from './convolution-patches';
import { Plan } from './convolution-plan';
import { convolutionTile } from './convolution-tile';
import { addRows, entryBytes, storeEntry } from './rows';
import { entriesBehind, listRow } from './sparse';

const tilePixels: i32 = 6;
const panelChannels: i32 = 8;
const panelBytes: usize = 32;
const tileBytes: usize = <usize>tilePixels * panelBytes;
/** Numbers of a patch that are gone through for all pixels before the next: they stay in the cache. */
const chunk: i32 = 32;

/** Panels `from` to `to`: what `convolutionForward` takes weights and biases (or 0) from. */
export function packWeights(plan: Plan, weights: usize, biases: usize, from: i32, to: i32): void {
  const channels = plan.outputChannels;
  const rowBytes = (<usize>channels) << 2;
  const zero = f32x4.splat(0);
  for (let n = from; n < to; n++) {
    const first = <usize>n * panelBytes;
    const width = min(panelChannels, channels - n * panelChannels);
    let panel = plan.panels + <usize>n * <usize>plan.patchLength * panelBytes;
    let row = weights + first;
    for (let k = 0; k < plan.patchLength; k++) {
      copyUpTo8(panel, row, width);
      panel += panelBytes;
      row += rowBytes;
    }
    if (biases) copyUpTo8(plan.starts + first, biases + first, width);
    else {
      v128.store(plan.starts + first, zero);
      v128.store(plan.starts + first, zero, 16);
    }
  }
}

/** Samples `from` to `to`; overwrites `output`. Leaves the padded images for the way back. */
export function convolutionForward(
  plan: Plan,
  output: usize,
  input: usize,
  from: i32,
  to: i32,
): void {
  const channels = plan.outputChannels;
  const pixels = plan.pixels;
  const rowBytes = (<usize>channels) << 2;
  const outputBytes = <usize>pixels * rowBytes;
  const skip = plan.segmentBytes - ((<usize>plan.segmentLength) << 2);
  const tile = plan.tiles + <usize>from * tileBytes;
  for (let b = from; b < to; b++) {
    padImage(plan, input, b);
    const patches = patchesOf(plan, input, b, from);
    const out = output + <usize>b * outputBytes;
    let panel = plan.panels;
    let start = plan.starts;
    for (let c = 0; c < channels; c += panelChannels) {
      const width = min(panelChannels, channels - c);
      for (let p = 0; p < pixels; p += tilePixels) {
        const direct = width == panelChannels && pixels >= tilePixels;
        // The last tile has some pixels in common with the one before, which come out the same.
        const first = max(0, min(p, pixels - tilePixels));
        const place = out + <usize>first * rowBytes + ((<usize>c) << 2);
        convolutionTile(
          direct ? place : tile,
          direct ? rowBytes : panelBytes,
          patches,
          plan.offsets + ((<usize>first) << 2),
          panel,
          start,
          plan.segments,
          plan.segmentLength,
          skip,
        );
        if (!direct)
          for (let k = 0; k < min(tilePixels, pixels); k++)
            copyUpTo8(place + <usize>k * rowBytes, tile + <usize>k * panelBytes, width);
      }
      panel += <usize>plan.patchLength * panelBytes;
      start += panelBytes;
    }
  }
}

/**
 * Output channels `from` to `to`: adds to `dBiases`, unless 0, and to `dTransposed`, which holds the
 * gradients of the weights, transposed; sample by sample, pixel by pixel.
 */
export function convolutionWeightGradients(
  plan: Plan,
  dBiases: usize,
  dOutput: usize,
  input: usize,
  batch: i32,
  from: i32,
  to: i32,
): void {
  const pixels = plan.pixels;
  const outputBytes = (<usize>pixels * plan.outputChannels) << 2;
  const patchBytes = (<usize>plan.patchLength) << 2;
  const listBytes = <usize>pixels * entryBytes;
  for (let b = 0; b < batch; b++) {
    listChannels(plan, dBiases, dOutput + <usize>b * outputBytes, from, to);
    const patches = patchesOf(plan, input, b, from);
    let place = plan.dTransposed;
    for (let s = 0; s < plan.segments; s++) {
      const segment = patches + <usize>s * plan.segmentBytes;
      for (let k = 0; k < plan.segmentLength; k += chunk) {
        const width = min(chunk, plan.segmentLength - k);
        for (let c = from; c < to; c++) {
          const list = plan.channelEntries + <usize>c * listBytes;
          const end = <usize>load<u32>(plan.channelEnds + ((<usize>c) << 2));
          if (end > list)
            addRows(
              place + <usize>c * patchBytes,
              segment + ((<usize>k) << 2),
              width,
              list,
              <i32>((end - list) / entryBytes),
            );
        }
        place += (<usize>width) << 2;
      }
    }
  }
}

/**
 * Samples `from` to `to`: overwrites `dInput`. Each number of it is summed by the kernel's rows and
 * columns, then by channels.
 */
export function convolutionInputGradients(
  plan: Plan,
  dInput: usize,
  dOutput: usize,
  from: i32,
  to: i32,
): void {
  const pixels = plan.pixels;
  const channels = plan.outputChannels;
  const rowBytes = (<usize>channels) << 2;
  const room = <usize>(pixels * channels + entriesBehind) * entryBytes;
  const entries = plan.pixelEntries + <usize>from * room;
  const ends = plan.pixelEnds + ((<usize>from * pixels) << 2);
  for (let b = from; b < to; b++) {
    const dImage = dInput + <usize>b * plan.inputBytes;
    const dPadded = plan.dPadded ? plan.dPadded + <usize>from * plan.paddedBytes : dImage;
    memory.fill(dPadded, 0, plan.paddedBytes);
    let last = entries;
    let row = dOutput + <usize>b * pixels * rowBytes;
    for (let p = 0; p < pixels; p++) {
      last = listRow(row, 0, channels, (<usize>plan.patchLength) << 2, last);
      store<u32>(ends + ((<usize>p) << 2), <u32>last);
      row += rowBytes;
    }
    let matrix = plan.transposed;
    for (let s = 0; s < plan.kernelHeight; s++) {
      for (let k = 0; k < plan.kernelRowLength; k += chunk) {
        const width = min(chunk, plan.kernelRowLength - k);
        const place = dPadded + <usize>s * plan.paddedRowBytes + ((<usize>k) << 2);
        let list = entries;
        for (let p: usize = 0; p < (<usize>pixels) << 2; p += 4) {
          const end = <usize>load<u32>(ends + p);
          if (end > list)
            addRows(
              place + <usize>load<u32>(plan.paddedOffsets + p),
              matrix,
              width,
              list,
              <i32>((end - list) / entryBytes),
            );
          list = end;
        }
        matrix += (<usize>width) << 2;
      }
    }
    if (plan.dPadded) {
      // What lies under no kernel has no gradient.
      if (<usize>plan.usedRows * plan.usedRowBytes < plan.inputBytes)
        memory.fill(dImage, 0, plan.inputBytes);
      copyRows(
        dImage,
        plan.inputRowBytes,
        dPadded + plan.paddedStart,
        plan.paddedRowBytes,
        plan.usedRows,
        plan.usedRowBytes,
      );
    }
  }
}

/**
 * Of one sample's output gradient, by channel: the patches and factors of what is not zero. Adds to
 * `dBiases`, unless 0.
 */
function listChannels(plan: Plan, dBiases: usize, dOutput: usize, from: i32, to: i32): void {
  const listBytes = <usize>plan.pixels * entryBytes;
  const ends = plan.channelEnds;
  for (let c = from; c < to; c++)
    store<u32>(ends + ((<usize>c) << 2), <u32>(plan.channelEntries + <usize>c * listBytes));
  for (let p = 0; p < plan.pixels; p++) {
    const offset = v128.load32_splat(plan.offsets + ((<usize>p) << 2));
    let at = dOutput + ((<usize>p * plan.outputChannels + from) << 2);
    let c = from;
    for (; c + 4 <= to; c += 4) {
      const four = v128.load(at);
      const found = i32x4.bitmask(f32x4.ne(four, f32x4.splat(0)));
      if (found) {
        const place = (<usize>c) << 2;
        // Each is written, and stays if the list's end moves on.
        const low = v128.shuffle<i32>(offset, four, 0, 4, 1, 5);
        const high = v128.shuffle<i32>(offset, four, 2, 6, 3, 7);
        const end = ends + place;
        let list = load<u32>(end);
        v128.store_lane<i64>(list, low, 0);
        store<u32>(end, list + ((found & 1) << 3));
        list = load<u32>(end, 4);
        v128.store_lane<i64>(list, low, 1);
        store<u32>(end, list + ((found & 2) << 2), 4);
        list = load<u32>(end, 8);
        v128.store_lane<i64>(list, high, 0);
        store<u32>(end, list + ((found & 4) << 1), 8);
        list = load<u32>(end, 12);
        v128.store_lane<i64>(list, high, 1);
        store<u32>(end, list + (found & 8), 12);
        if (dBiases) v128.store(dBiases + place, f32x4.add(v128.load(dBiases + place), four));
      }
      at += 16;
    }
    for (; c < to; c++) {
      const value = load<f32>(at);
      if (value != 0) {
        const place = (<usize>c) << 2;
        const list = load<u32>(ends + place);
        storeEntry(list, <usize>i32x4.extract_lane(offset, 0), value);
        store<u32>(ends + place, list + <u32>entryBytes);
        if (dBiases) store<f32>(dBiases + place, load<f32>(dBiases + place) + value);
      }
      at += 4;
    }
  }
}

/** The first 1 to 8 of 8 numbers; zeros after them are left as they are. */
function copyUpTo8(to: usize, from: usize, width: i32): void {
  if (width == 8) {
    v128.store(to, v128.load(from));
    v128.store(to, v128.load(from, 16), 16);
    return;
  }
  for (let k: usize = 0; k < (<usize>width) << 2; k += 4) store<f32>(to + k, load<f32>(from + k));
}
