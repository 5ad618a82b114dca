import { multiplyAdd } from './arithmetic';

/**
 * Six pixels by eight channels of a convolution: `out` (rows `rowBytes` apart) = `start` `[8]` + the
 * patches of six pixels x `panel` `[patch length, 8]`. For `segments`, `length` and `skip`, the
 * bytes between the end of one segment and the start of the next, see `convolution-plan.ts`.
 *
 * Twelve sums, two vectors of weights and one number of a patch are the 15 registers that V8 gives
 * out. Exported from the module: else it is inlined, and no longer fits.
 */
export function convolutionTile(
  out: usize,
  rowBytes: usize,
  patches: usize,
  offsets: usize,
  panel: usize,
  start: usize,
  segments: i32,
  length: i32,
  skip: usize,
): void {
  let a = patches + <usize>load<u32>(offsets);
  let b = patches + <usize>load<u32>(offsets, 4);
  let c = patches + <usize>load<u32>(offsets, 8);
  let d = patches + <usize>load<u32>(offsets, 12);
  let e = patches + <usize>load<u32>(offsets, 16);
  let f = patches + <usize>load<u32>(offsets, 20);
  let a0 = v128.load(start);
  let a1 = v128.load(start, 16);
  let b0 = a0;
  let b1 = a1;
  let c0 = a0;
  let c1 = a1;
  let d0 = a0;
  let d1 = a1;
  let e0 = a0;
  let e1 = a1;
  let f0 = a0;
  let f1 = a1;
  do {
    let k = length;
    do {
      const w0 = v128.load(panel);
      const w1 = v128.load(panel, 16);
      let x = v128.load32_splat(a);
      a0 = multiplyAdd(x, w0, a0);
      a1 = multiplyAdd(x, w1, a1);
      x = v128.load32_splat(b);
      b0 = multiplyAdd(x, w0, b0);
      b1 = multiplyAdd(x, w1, b1);
      x = v128.load32_splat(c);
      c0 = multiplyAdd(x, w0, c0);
      c1 = multiplyAdd(x, w1, c1);
      x = v128.load32_splat(d);
      d0 = multiplyAdd(x, w0, d0);
      d1 = multiplyAdd(x, w1, d1);
      x = v128.load32_splat(e);
      e0 = multiplyAdd(x, w0, e0);
      e1 = multiplyAdd(x, w1, e1);
      x = v128.load32_splat(f);
      f0 = multiplyAdd(x, w0, f0);
      f1 = multiplyAdd(x, w1, f1);
      a += 4;
      b += 4;
      c += 4;
      d += 4;
      e += 4;
      f += 4;
      panel += 32;
    } while (--k);
    a += skip;
    b += skip;
    c += skip;
    d += skip;
    e += skip;
    f += skip;
  } while (--segments);
  v128.store(out, a0);
  v128.store(out, a1, 16);
  out += rowBytes;
  v128.store(out, b0);
  v128.store(out, b1, 16);
  out += rowBytes;
  v128.store(out, c0);
  v128.store(out, c1, 16);
  out += rowBytes;
  v128.store(out, d0);
  v128.store(out, d1, 16);
  out += rowBytes;
  v128.store(out, e0);
  v128.store(out, e1, 16);
  out += rowBytes;
  v128.store(out, f0);
  v128.store(out, f1, 16);
}
