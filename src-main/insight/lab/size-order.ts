/** Places of numbers by their absolute value, ascending; the first of equals first. */
export function orderBySize(values: ArrayLike<number>): Uint32Array {
  const count = values.length;
  // Sorting numbers takes a fraction of sorting by a function. A 32-bit size and its place fit into the
  // 53 bits of a double up to four million of them.
  if (count > 2 ** 22) return slowly(values);
  const bits = new Uint32Array(new Float32Array(1).buffer);
  const size = new Float32Array(bits.buffer);
  const keys = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    size[0] = Math.abs(values[i]);
    // Of numbers that are not negative, the bits are in the order of the numbers.
    keys[i] = bits[0] * 2 ** 22 + i;
  }
  keys.sort();
  return Uint32Array.from(keys, (key) => key % 2 ** 22);
}

const slowly = (values: ArrayLike<number>): Uint32Array =>
  Uint32Array.from({ length: values.length }, (_, i) => i).sort(
    (a, b) => Math.abs(values[a]) - Math.abs(values[b]) || a - b,
  );
