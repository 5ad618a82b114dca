/**
 * The sums of `winograd.ts` along one line: `from` and `out` are the first of vectors `step` and
 * `outStep` bytes apart. With each its gradient: the same sums, transposed.
 *
 * The points are 0, 1, -1, 2, -2, 1/2, -1/2 and infinity, in this order. What belongs to a point and
 * its negative is the sum, and the difference, of one sum of even and one of odd powers.
 */
import { multiplyAdd } from './arithmetic';

/**
 * 5 numbers of a kernel to its 8 values. With a point's value comes its share of Lagrange's formula:
 * 1 over the product of its distances to the other points.
 */
export function kernelValues(out: usize, outStep: usize, from: usize, step: usize): void {
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
export function tileValues(out: usize, outStep: usize, from: usize, step: usize): void {
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
export function tileResults(out: usize, outStep: usize, from: usize, step: usize): void {
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

/** 8 places' gradients to those of a kernel's 5 numbers. */
export function kernelGradients(out: usize, outStep: usize, from: usize, step: usize): void {
  const a = v128.load(from);
  const b = v128.load(from + step);
  const c = v128.load(from + 2 * step);
  const d = v128.load(from + 3 * step);
  const e = v128.load(from + 4 * step);
  const f = v128.load(from + 5 * step);
  const g = v128.load(from + 6 * step);
  const h = v128.load(from + 7 * step);
  const shareOfOne = f32x4.splat(<f32>(-2.0 / 9));
  const shareOfTwo = f32x4.splat(<f32>(1.0 / 90));
  const shareOfHalf = f32x4.splat(<f32>(32.0 / 45));
  const one = f32x4.mul(shareOfOne, f32x4.add(b, c));
  const two = f32x4.mul(shareOfTwo, f32x4.add(d, e));
  const half = f32x4.mul(shareOfHalf, f32x4.add(f, g));
  v128.store(out, f32x4.add(f32x4.add(a, one), f32x4.add(two, half)));
  v128.store(
    out + 2 * outStep,
    multiplyAdd(f32x4.splat(4), two, multiplyAdd(f32x4.splat(0.25), half, one)),
  );
  v128.store(
    out + 4 * outStep,
    multiplyAdd(f32x4.splat(16), two, multiplyAdd(f32x4.splat(0.0625), half, f32x4.add(one, h))),
  );
  const oneApart = f32x4.mul(shareOfOne, f32x4.sub(b, c));
  const twoApart = f32x4.mul(shareOfTwo, f32x4.sub(d, e));
  const halfApart = f32x4.mul(shareOfHalf, f32x4.sub(f, g));
  v128.store(
    out + outStep,
    multiplyAdd(f32x4.splat(2), twoApart, multiplyAdd(f32x4.splat(0.5), halfApart, oneApart)),
  );
  v128.store(
    out + 3 * outStep,
    multiplyAdd(f32x4.splat(8), twoApart, multiplyAdd(f32x4.splat(0.125), halfApart, oneApart)),
  );
}

/** 8 places' gradients to those of an image's 8 numbers. */
export function tileGradients(out: usize, outStep: usize, from: usize, step: usize): void {
  const a = v128.load(from);
  const b = v128.load(from + step);
  const c = v128.load(from + 2 * step);
  const d = v128.load(from + 3 * step);
  const e = v128.load(from + 4 * step);
  const f = v128.load(from + 5 * step);
  const g = v128.load(from + 6 * step);
  const h = v128.load(from + 7 * step);
  const far = f32x4.splat(5.25);
  const near = f32x4.splat(-4.25);
  const one = f32x4.add(b, c);
  const two = f32x4.add(d, e);
  const half = f32x4.add(f, g);
  const zero = f32x4.mul(far, a);
  v128.store(out, a);
  v128.store(
    out + 2 * outStep,
    multiplyAdd(f32x4.splat(4), half, multiplyAdd(f32x4.splat(0.25), two, f32x4.sub(one, zero))),
  );
  v128.store(
    out + 4 * outStep,
    multiplyAdd(
      f32x4.splat(-5),
      half,
      multiplyAdd(f32x4.splat(-1.25), two, multiplyAdd(near, one, zero)),
    ),
  );
  v128.store(out + 6 * outStep, f32x4.add(f32x4.sub(one, a), f32x4.add(two, half)));
  const oneApart = f32x4.sub(b, c);
  const twoApart = f32x4.sub(d, e);
  const halfApart = f32x4.sub(f, g);
  const infinity = f32x4.mul(far, h);
  v128.store(
    out + outStep,
    multiplyAdd(
      f32x4.splat(2),
      halfApart,
      multiplyAdd(f32x4.splat(0.5), twoApart, f32x4.sub(oneApart, h)),
    ),
  );
  v128.store(
    out + 3 * outStep,
    multiplyAdd(
      f32x4.splat(-2.5),
      f32x4.add(twoApart, halfApart),
      multiplyAdd(near, oneApart, infinity),
    ),
  );
  v128.store(
    out + 5 * outStep,
    multiplyAdd(
      f32x4.splat(0.5),
      halfApart,
      multiplyAdd(f32x4.splat(2), twoApart, f32x4.sub(oneApart, infinity)),
    ),
  );
  v128.store(out + 7 * outStep, h);
}

/** 4 results' gradients to those of the 8 places' products. */
export function resultGradients(out: usize, outStep: usize, from: usize, step: usize): void {
  const a = v128.load(from);
  const b = v128.load(from + step);
  const c = v128.load(from + 2 * step);
  const d = v128.load(from + 3 * step);
  v128.store(out, a);
  let even = f32x4.add(a, c);
  let odd = f32x4.add(b, d);
  out += outStep;
  v128.store(out, f32x4.add(even, odd));
  out += outStep;
  v128.store(out, f32x4.sub(even, odd));
  even = multiplyAdd(f32x4.splat(4), c, a);
  odd = multiplyAdd(f32x4.splat(8), d, f32x4.add(b, b));
  out += outStep;
  v128.store(out, f32x4.add(even, odd));
  out += outStep;
  v128.store(out, f32x4.sub(even, odd));
  even = multiplyAdd(f32x4.splat(0.25), c, a);
  odd = multiplyAdd(f32x4.splat(0.125), d, f32x4.mul(f32x4.splat(0.5), b));
  out += outStep;
  v128.store(out, f32x4.add(even, odd));
  out += outStep;
  v128.store(out, f32x4.sub(even, odd));
  v128.store(out + outStep, d);
}
