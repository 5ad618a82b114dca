/** Lays out what a convolution's kernels read. */
import { Plan } from './convolution-plan';

/** Puts the rim around sample `b` of the input, if it needs one. */
export function padImage(plan: Plan, input: usize, b: i32): void {
  // The rim stays zero: nothing else is ever written there.
  if (plan.padded)
    copyRows(
      imageOf(plan, input, b) + plan.paddedStart,
      plan.paddedRowBytes,
      input + <usize>b * plan.inputBytes,
      plan.inputRowBytes,
      plan.usedRows,
      plan.usedRowBytes,
    );
}

/** Sample `b` with its rim. */
export function imageOf(plan: Plan, input: usize, b: i32): usize {
  return plan.padded
    ? plan.padded + <usize>b * plan.paddedBytes
    : input + <usize>b * plan.inputBytes;
}

/** The patches of sample `b`, after `padImage`; where they are written out, in a slot of scratch. */
export function patchesOf(plan: Plan, input: usize, b: i32, slot: i32): usize {
  const image = imageOf(plan, input, b);
  if (!plan.patches) return image;
  const patches = plan.patches + <usize>slot * plan.patchBytes;
  const rowBytes = (<usize>plan.kernelRowLength) << 2;
  let patch = patches;
  for (let p = 0; p < plan.pixels; p++) {
    let row = image + <usize>load<u32>(plan.paddedOffsets + ((<usize>p) << 2));
    for (let y = 0; y < plan.kernelHeight; y++) {
      // Whole vectors: what is written past the end is written over by the next row, and behind the
      // last patch there is room.
      for (let k: usize = 0; k < rowBytes; k += 16) v128.store(patch + k, v128.load(row + k));
      patch += rowBytes;
      row += plan.paddedRowBytes;
    }
  }
  return patches;
}

/** `height` rows of `bytes`, a multiple of 4. */
export function copyRows(
  to: usize,
  toRowBytes: usize,
  from: usize,
  fromRowBytes: usize,
  height: i32,
  bytes: usize,
): void {
  const whole = bytes & ~15;
  for (let y = 0; y < height; y++) {
    let k: usize = 0;
    for (; k < whole; k += 16) v128.store(to + k, v128.load(from + k));
    for (; k < bytes; k += 4) store<f32>(to + k, load<f32>(from + k));
    to += toRowBytes;
    from += fromRowBytes;
  }
}
