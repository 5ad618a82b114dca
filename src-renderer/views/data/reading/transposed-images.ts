/** `[images, height, width]` to `[images, width, height]`: rows and columns change places. */
export function transposedImages(pixels: Uint8Array, width: number, height: number): Uint8Array {
  const out = new Uint8Array(pixels.length);
  const area = width * height;
  for (let first = 0; first < pixels.length; first += area)
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) out[first + x * height + y] = pixels[first + y * width + x];
  return out;
}
