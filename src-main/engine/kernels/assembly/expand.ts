/** `out` `[length]` = `table` (of 256 numbers) at each of `bytes`. */
export function expand(out: usize, bytes: usize, table: usize, length: i32): void {
  while (length >= 4) {
    const four = load<u32>(bytes);
    store<f32>(out, load<f32>(table + ((four & 255) << 2)));
    store<f32>(out, load<f32>(table + (((four >> 8) & 255) << 2)), 4);
    store<f32>(out, load<f32>(table + (((four >> 16) & 255) << 2)), 8);
    store<f32>(out, load<f32>(table + ((four >> 24) << 2)), 12);
    out += 16;
    bytes += 4;
    length -= 4;
  }
  for (; length > 0; length--) {
    store<f32>(out, load<f32>(table + ((<usize>load<u8>(bytes)) << 2)));
    out += 4;
    bytes++;
  }
}
