/**
 * Pooling, as `../pooling.ts` has it in plain TypeScript: samples `from` to `to`, of images `[height,
 * width, channels]`. Four channels of a window at a time; the lanes past the last are computed and
 * dropped.
 */
import { storeUpTo4 } from './rows';

/** NaN where one is among them. */
export function maxPoolingForward(
  output: usize,
  input: usize,
  height: i32,
  width: i32,
  channels: i32,
  size: i32,
  from: i32,
  to: i32,
): void {
  const pixelBytes = (<usize>channels) << 2;
  const rowBytes = <usize>width * pixelBytes;
  const rows = height / size;
  const columns = width / size;
  let out = output + <usize>(from * rows * columns) * pixelBytes;
  for (let b = from; b < to; b++)
    for (let y = 0; y < rows; y++) {
      let corner = input + <usize>(b * height + y * size) * rowBytes;
      for (let x = 0; x < columns; x++) {
        let c = 0;
        if (size == 2) c = largestOfFour(out, corner, pixelBytes, rowBytes, channels);
        for (; c < channels; c += 4) {
          let row = corner + ((<usize>c) << 2);
          let largest = v128.load(row);
          for (let j = 0; j < size; j++) {
            let pixel = row;
            for (let i = 0; i < size; i++) {
              largest = f32x4.max(largest, v128.load(pixel));
              pixel += pixelBytes;
            }
            row += rowBytes;
          }
          storeUpTo4(out + ((<usize>c) << 2), largest, channels - c);
        }
        out += pixelBytes;
        corner += <usize>size * pixelBytes;
      }
    }
}

/** The whole gradient to the first of a window that is its largest. */
export function maxPoolingBackward(
  dInput: usize,
  dOutput: usize,
  input: usize,
  output: usize,
  height: i32,
  width: i32,
  channels: i32,
  size: i32,
  from: i32,
  to: i32,
): void {
  const pixelBytes = (<usize>channels) << 2;
  const rowBytes = <usize>width * pixelBytes;
  const rows = height / size;
  const columns = width / size;
  clearRest(dInput, height, width, channels, size, from, to);
  let out = <usize>(from * rows * columns) * pixelBytes;
  for (let b = from; b < to; b++)
    for (let y = 0; y < rows; y++) {
      let corner = <usize>(b * height + y * size) * rowBytes;
      for (let x = 0; x < columns; x++) {
        let c = 0;
        if (size == 2)
          c = backToFour(
            dInput + corner,
            dOutput + out,
            input + corner,
            output + out,
            pixelBytes,
            rowBytes,
            channels,
          );
        for (; c < channels; c += 4) {
          const wanted = v128.load(output + out + ((<usize>c) << 2));
          // What of the gradient nobody has been given yet.
          let left = v128.load(dOutput + out + ((<usize>c) << 2));
          let row = corner + ((<usize>c) << 2);
          for (let j = 0; j < size; j++) {
            let pixel = row;
            for (let i = 0; i < size; i++) {
              const found = f32x4.eq(v128.load(input + pixel), wanted);
              storeUpTo4(dInput + pixel, v128.and(left, found), channels - c);
              left = v128.andnot(left, found);
              pixel += pixelBytes;
            }
            row += rowBytes;
          }
        }
        out += pixelBytes;
        corner += <usize>size * pixelBytes;
      }
    }
}

// The loops over a window, written out for 2 x 2 pixels. They return at which channel they stop: less
// than four are left.

function largestOfFour(
  out: usize,
  corner: usize,
  pixelBytes: usize,
  rowBytes: usize,
  channels: i32,
): i32 {
  let c = 0;
  for (; c + 4 <= channels; c += 4) {
    const below = corner + rowBytes;
    v128.store(
      out,
      f32x4.max(
        f32x4.max(v128.load(corner), v128.load(corner + pixelBytes)),
        f32x4.max(v128.load(below), v128.load(below + pixelBytes)),
      ),
    );
    corner += 16;
    out += 16;
  }
  return c;
}

function backToFour(
  dCorner: usize,
  dOut: usize,
  corner: usize,
  out: usize,
  pixelBytes: usize,
  rowBytes: usize,
  channels: i32,
): i32 {
  let c = 0;
  for (; c + 4 <= channels; c += 4) {
    const wanted = v128.load(out);
    const below = corner + rowBytes;
    const dBelow = dCorner + rowBytes;
    let left = v128.load(dOut);
    let found = f32x4.eq(v128.load(corner), wanted);
    v128.store(dCorner, v128.and(left, found));
    left = v128.andnot(left, found);
    found = f32x4.eq(v128.load(corner + pixelBytes), wanted);
    v128.store(dCorner + pixelBytes, v128.and(left, found));
    left = v128.andnot(left, found);
    found = f32x4.eq(v128.load(below), wanted);
    v128.store(dBelow, v128.and(left, found));
    left = v128.andnot(left, found);
    found = f32x4.eq(v128.load(below + pixelBytes), wanted);
    v128.store(dBelow + pixelBytes, v128.and(left, found));
    corner += 16;
    dCorner += 16;
    out += 16;
    dOut += 16;
  }
  return c;
}

export function meanPoolingForward(
  output: usize,
  input: usize,
  height: i32,
  width: i32,
  channels: i32,
  size: i32,
  from: i32,
  to: i32,
): void {
  const pixelBytes = (<usize>channels) << 2;
  const rowBytes = <usize>width * pixelBytes;
  const rows = height / size;
  const columns = width / size;
  const count = f64x2.splat(<f64>(size * size));
  let out = output + <usize>(from * rows * columns) * pixelBytes;
  for (let b = from; b < to; b++)
    for (let y = 0; y < rows; y++) {
      let corner = input + <usize>(b * height + y * size) * rowBytes;
      for (let x = 0; x < columns; x++) {
        for (let c = 0; c < channels; c += 4) {
          let row = corner + ((<usize>c) << 2);
          // In 64 bits, as TypeScript sums: large numbers do not overflow on the way.
          let low = f64x2.splat(0);
          let high = low;
          for (let j = 0; j < size; j++) {
            let pixel = row;
            for (let i = 0; i < size; i++) {
              const four = v128.load(pixel);
              low = f64x2.add(low, f64x2.promote_low_f32x4(four));
              const upper = v128.shuffle<i64>(four, four, 1, 1);
              high = f64x2.add(high, f64x2.promote_low_f32x4(upper));
              pixel += pixelBytes;
            }
            row += rowBytes;
          }
          low = f32x4.demote_f64x2_zero(f64x2.div(low, count));
          high = f32x4.demote_f64x2_zero(f64x2.div(high, count));
          const means = v128.shuffle<i64>(low, high, 0, 2);
          storeUpTo4(out + ((<usize>c) << 2), means, channels - c);
        }
        out += pixelBytes;
        corner += <usize>size * pixelBytes;
      }
    }
}

export function meanPoolingBackward(
  dInput: usize,
  dOutput: usize,
  height: i32,
  width: i32,
  channels: i32,
  size: i32,
  from: i32,
  to: i32,
): void {
  const pixelBytes = (<usize>channels) << 2;
  const rowBytes = <usize>width * pixelBytes;
  const rows = height / size;
  const columns = width / size;
  const count = f32x4.splat(<f32>(size * size));
  clearRest(dInput, height, width, channels, size, from, to);
  let out = dOutput + <usize>(from * rows * columns) * pixelBytes;
  for (let b = from; b < to; b++)
    for (let y = 0; y < rows; y++) {
      let corner = dInput + <usize>(b * height + y * size) * rowBytes;
      for (let x = 0; x < columns; x++) {
        for (let c = 0; c < channels; c += 4) {
          const share = f32x4.div(v128.load(out + ((<usize>c) << 2)), count);
          let row = corner + ((<usize>c) << 2);
          for (let j = 0; j < size; j++) {
            let pixel = row;
            for (let i = 0; i < size; i++) {
              storeUpTo4(pixel, share, channels - c);
              pixel += pixelBytes;
            }
            row += rowBytes;
          }
        }
        out += pixelBytes;
        corner += <usize>size * pixelBytes;
      }
    }
}

/** Rows and columns that fill no window have no gradient. */
function clearRest(
  dInput: usize,
  height: i32,
  width: i32,
  channels: i32,
  size: i32,
  from: i32,
  to: i32,
): void {
  if (height % size == 0 && width % size == 0) return;
  const imageBytes = (<usize>(height * width * channels)) << 2;
  memory.fill(dInput + <usize>from * imageBytes, 0, <usize>(to - from) * imageBytes);
}
