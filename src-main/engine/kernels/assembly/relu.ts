/**
 * The ReLU, as `../../activations.ts` has it in plain TypeScript; numbers `from` to `to`. NaN stays
 * NaN.
 */
import { storeUpTo4 } from './rows';

export function reluForward(output: usize, input: usize, from: i32, to: i32): void {
  const zero = f32x4.splat(0);
  output += (<usize>from) << 2;
  input += (<usize>from) << 2;
  for (let left = to - from; left > 0; left -= 4) {
    const x = v128.load(input);
    storeUpTo4(output, v128.andnot(x, f32x4.le(x, zero)), left);
    output += 16;
    input += 16;
  }
}

export function reluBackward(
  dInput: usize,
  dOutput: usize,
  input: usize,
  from: i32,
  to: i32,
): void {
  const zero = f32x4.splat(0);
  const one = f32x4.splat(1);
  dInput += (<usize>from) << 2;
  dOutput += (<usize>from) << 2;
  input += (<usize>from) << 2;
  for (let left = to - from; left > 0; left -= 4) {
    const slope = v128.andnot(one, f32x4.le(v128.load(input), zero));
    storeUpTo4(dInput, f32x4.mul(v128.load(dOutput), slope), left);
    dInput += 16;
    dOutput += 16;
    input += 16;
  }
}
