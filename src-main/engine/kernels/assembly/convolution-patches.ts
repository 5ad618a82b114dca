/** Lays out the patches that a convolution's kernels read, and adds up what lies in them. */
import { Plan } from './convolution-plan';

/** The patches of sample `b` of the input. */
export function patchesOf(plan: Plan, input: usize, b: i32): usize {
  return plan.patches
    ? plan.patches + <usize>b * plan.patchBytes
    : input + <usize>b * plan.inputBytes;
}

/** Writes them, unless they are the input itself. */
export function layPatches(plan: Plan, input: usize, b: i32): void {
  if (!plan.patches) return;
  const image = input + <usize>b * plan.inputBytes;
  let padded = image;
  if (plan.padded) {
    padded = plan.padded + <usize>b * plan.paddedBytes;
    // The rim stays zero: nothing else is ever written there.
    copyRows(
      padded + plan.paddedStart,
      plan.paddedRowBytes,
      image,
      plan.inputRowBytes,
      plan.usedRows,
      plan.usedRowBytes,
    );
  }
  let patch = patchesOf(plan, input, b);
  if (patch == padded) return;
  const rowBytes = (<usize>plan.kernelRowLength) << 2;
  for (let p = 0; p < plan.pixels; p++) {
    let row = padded + <usize>load<u32>(plan.paddedOffsets + ((<usize>p) << 2));
    for (let y = 0; y < plan.kernelHeight; y++) {
      // Whole vectors: what is written past the end is written over by the next row, and behind the
      // last patch there is room.
      for (let k: usize = 0; k < rowBytes; k += 16) v128.store(patch + k, v128.load(row + k));
      patch += rowBytes;
      row += plan.paddedRowBytes;
    }
  }
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
