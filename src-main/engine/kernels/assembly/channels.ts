/**
 * Sums and scales by channel, as `../channels.ts` has them in plain TypeScript: of numbers `[rows,
 * channels]`. Four channels at a time; the lanes past the last are computed and dropped.
 */
import { multiplyAdd } from './arithmetic';
import { storeUpTo4 } from './rows';

/** Few enough that their sums lose little in 32 bits; the caller adds the blocks up in 64. */
const blockRows = 128;

/**
 * Of the blocks `from` to `to` of rows, `sums` `[block, 2, padded channels]`: of `a - centreA`, and of
 * `(a - centreA) (b - centreB)`. The centres are `[channels]`.
 */
export function sumChannels(
  sums: usize,
  a: usize,
  b: usize,
  centreA: usize,
  centreB: usize,
  rows: i32,
  channels: i32,
  from: i32,
  to: i32,
): void {
  const rowBytes = (<usize>channels) << 2;
  const sumBytes = (<usize>((channels + 3) & ~3)) << 2;
  for (let block = from; block < to; block++) {
    const first = block * blockRows;
    const count = min(blockRows, rows - first);
    const offset = <usize>first * rowBytes;
    let out = sums + <usize>block * 2 * sumBytes;
    let c: usize = 0;
    for (; c + 32 <= rowBytes; c += 32) {
      const ca = v128.load(centreA + c);
      const da = v128.load(centreA + c, 16);
      const cb = v128.load(centreB + c);
      const db = v128.load(centreB + c, 16);
      let pa = a + offset + c;
      let pb = b + offset + c;
      let sum = f32x4.splat(0);
      let sum2 = sum;
      let product = sum;
      let product2 = sum;
      let left = count;
      do {
        const x = f32x4.sub(v128.load(pa), ca);
        const x2 = f32x4.sub(v128.load(pa, 16), da);
        sum = f32x4.add(sum, x);
        sum2 = f32x4.add(sum2, x2);
        product = multiplyAdd(x, f32x4.sub(v128.load(pb), cb), product);
        product2 = multiplyAdd(x2, f32x4.sub(v128.load(pb, 16), db), product2);
        pa += rowBytes;
        pb += rowBytes;
      } while (--left);
      v128.store(out + c, sum);
      v128.store(out + c, sum2, 16);
      v128.store(out + sumBytes + c, product);
      v128.store(out + sumBytes + c, product2, 16);
    }
    for (; c < rowBytes; c += 16) {
      const ca = v128.load(centreA + c);
      const cb = v128.load(centreB + c);
      let pa = a + offset + c;
      let pb = b + offset + c;
      let sum = f32x4.splat(0);
      let product = sum;
      let left = count;
      do {
        const x = f32x4.sub(v128.load(pa), ca);
        sum = f32x4.add(sum, x);
        product = multiplyAdd(x, f32x4.sub(v128.load(pb), cb), product);
        pa += rowBytes;
        pb += rowBytes;
      } while (--left);
      v128.store(out + c, sum);
      v128.store(out + sumBytes + c, product);
    }
  }
}

/**
 * Rows `from` to `to` of `out` = `a factorA + b factorB + constant`, the last three `[channels]`.
 * Without the second product where `b` is 0.
 */
export function combineChannels(
  out: usize,
  a: usize,
  b: usize,
  factorA: usize,
  factorB: usize,
  constant: usize,
  channels: i32,
  from: i32,
  to: i32,
): void {
  const rowBytes = (<usize>channels) << 2;
  const count = to - from;
  const start = <usize>from * rowBytes;
  for (let c: usize = 0; c < rowBytes; c += 16) {
    const lanes = channels - <i32>(c >> 2);
    const fa = v128.load(factorA + c);
    const fb = v128.load(factorB + c);
    const k = v128.load(constant + c);
    let po = out + start + c;
    let pa = a + start + c;
    let pb = b + start + c;
    let left = count;
    if (b == 0)
      do {
        storeUpTo4(po, multiplyAdd(v128.load(pa), fa, k), lanes);
        po += rowBytes;
        pa += rowBytes;
      } while (--left);
    else
      do {
        const sum = multiplyAdd(v128.load(pb), fb, k);
        storeUpTo4(po, multiplyAdd(v128.load(pa), fa, sum), lanes);
        po += rowBytes;
        pa += rowBytes;
        pb += rowBytes;
      } while (--left);
  }
}
