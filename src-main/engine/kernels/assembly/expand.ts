/**
 * `out` `[length]` = `table` (of 256 numbers) at each of `bytes`, which are mostly 0: where 16 are,
 * they are not looked up one by one.
 */
export function expand(out: usize, bytes: usize, table: usize, length: i32): void {
  const paper = v128.load32_splat(table);
  while (length >= 16) {
    if (v128.any_true(v128.load(bytes))) {
      lookUp(out, bytes, table);
      lookUp(out + 16, bytes + 4, table);
      lookUp(out + 32, bytes + 8, table);
      lookUp(out + 48, bytes + 12, table);
    } else {
      v128.store(out, paper);
      v128.store(out, paper, 16);
      v128.store(out, paper, 32);
      v128.store(out, paper, 48);
    }
    out += 64;
    bytes += 16;
    length -= 16;
  }
  for (; length > 0; length--) {
    store<f32>(out, load<f32>(table + ((<usize>load<u8>(bytes)) << 2)));
    out += 4;
    bytes++;
  }
}

/** Four of them. */
function lookUp(out: usize, bytes: usize, table: usize): void {
  const four = load<u32>(bytes);
  store<f32>(out, load<f32>(table + ((four & 255) << 2)));
  store<f32>(out, load<f32>(table + (((four >> 8) & 255) << 2)), 4);
  store<f32>(out, load<f32>(table + (((four >> 16) & 255) << 2)), 8);
  store<f32>(out, load<f32>(table + ((four >> 24) << 2)), 12);
}
