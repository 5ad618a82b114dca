/** `out` `[columns, rows]` of `matrix` `[rows, columns]`; by its rows, four at a time at best. */
export function transpose(
  out: usize,
  matrix: usize,
  rows: i32,
  columns: i32,
  from: i32,
  to: i32,
): void {
  const inBytes = (<usize>columns) << 2;
  const outBytes = (<usize>rows) << 2;
  let i = from;
  for (; i + 4 <= to; i += 4) {
    let j = 0;
    let from = matrix + <usize>i * inBytes;
    let to = out + ((<usize>i) << 2);
    for (; j + 4 <= columns; j += 4) {
      const a = v128.load(from);
      const b = v128.load(from + inBytes);
      const c = v128.load(from + 2 * inBytes);
      const d = v128.load(from + 3 * inBytes);
      const abLow = v128.shuffle<i32>(a, b, 0, 4, 1, 5);
      const abHigh = v128.shuffle<i32>(a, b, 2, 6, 3, 7);
      const cdLow = v128.shuffle<i32>(c, d, 0, 4, 1, 5);
      const cdHigh = v128.shuffle<i32>(c, d, 2, 6, 3, 7);
      v128.store(to, v128.shuffle<i64>(abLow, cdLow, 0, 2));
      v128.store(to + outBytes, v128.shuffle<i64>(abLow, cdLow, 1, 3));
      v128.store(to + 2 * outBytes, v128.shuffle<i64>(abHigh, cdHigh, 0, 2));
      v128.store(to + 3 * outBytes, v128.shuffle<i64>(abHigh, cdHigh, 1, 3));
      from += 16;
      to += 4 * outBytes;
    }
    for (; j < columns; j++) {
      for (let k: usize = 0; k < 4; k++) store<f32>(to + (k << 2), load<f32>(from + k * inBytes));
      from += 4;
      to += outBytes;
    }
  }
  for (; i < to; i++)
    for (let j = 0; j < columns; j++)
      store<f32>(
        out + <usize>j * outBytes + ((<usize>i) << 2),
        load<f32>(matrix + <usize>i * inBytes + ((<usize>j) << 2)),
      );
}
