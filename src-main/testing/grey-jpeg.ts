/** A baseline JPEG of flat squares of 8 x 8 pixels, so that tests can make photographs of any size. */

/**
 * @param level grey of the square in that column and row, 0 to 255
 * @param orientation as in Exif, 1 to 8; none when it is left out
 */
export function greyJpeg(
  width: number,
  height: number,
  level: (column: number, row: number) => number,
  orientation?: number,
): Buffer {
  const bytes: number[] = [0xff, 0xd8];
  const segment = (marker: number, body: readonly number[]): void => {
    bytes.push(0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 255, ...body);
  };
  if (orientation !== undefined)
    segment(0xe1, [
      ...Buffer.from('Exif\0\0MM\0*\0\0\0\b\0\x01'),
      ...[0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0],
    ]);
  // All coefficients in steps of 8, so that a level of grey is one step of the mean.
  segment(0xdb, [0, ...Array.from({ length: 64 }, () => 8)]);
  segment(0xc0, [8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0]);
  // Means: 16 codes of 5 bits, the number of bits that follow; the rest: one code of 1 bit, "nothing more".
  const sizes = Array.from({ length: 12 }, (_, i) => i);
  segment(0xc4, [0x00, 0, 0, 0, 0, 12, ...Array.from({ length: 11 }, () => 0), ...sizes]);
  segment(0xc4, [0x10, 1, ...Array.from({ length: 15 }, () => 0), 0]);
  segment(0xda, [1, 1, 0, 0, 63, 0]);

  const [columns, rows] = [Math.ceil(width / 8), Math.ceil(height / 8)];
  const data = Buffer.alloc(columns * rows * 5 + 16);
  let [at, held, count] = [0, 0, 0];
  const put = (value: number, bits: number): void => {
    for (let bit = bits - 1; bit >= 0; bit--) {
      held = (held << 1) | ((value >> bit) & 1);
      if (++count < 8) continue;
      data[at++] = held;
      // A byte of ones would be a marker.
      if (held === 0xff) data[at++] = 0;
      [held, count] = [0, 0];
    }
  };
  let last = 0;
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const mean = level(column, row) - 128;
      const change = mean - last;
      last = mean;
      const size = change === 0 ? 0 : 32 - Math.clz32(Math.abs(change));
      put(size, 5);
      if (size > 0) put(change > 0 ? change : change + 2 ** size - 1, size);
      put(0, 1);
    }
  while (count !== 0) put(1, 1);
  return Buffer.concat([Buffer.from(bytes), data.subarray(0, at), Buffer.from([0xff, 0xd9])]);
}
