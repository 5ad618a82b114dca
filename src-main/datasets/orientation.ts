import type { GreyImage } from './grey.ts';

/** Turns and mirrors an image so that it is upright. `orientation`: 1 to 8 as in Exif 2.3, section 4.6.4. */
export function upright(image: GreyImage, orientation: number): GreyImage {
  if (orientation === 1) return image;
  const { width, height, pixels } = image;
  const swapsSides = orientation >= 5;
  const [outWidth, outHeight] = swapsSides ? [height, width] : [width, height];
  const right = width - 1;
  const bottom = height - 1;
  /** Where the pixel at `x`, `y` of the upright image lies in the stored one. */
  const source = {
    2: (x: number, y: number) => y * width + (right - x),
    3: (x: number, y: number) => (bottom - y) * width + (right - x),
    4: (x: number, y: number) => (bottom - y) * width + x,
    5: (x: number, y: number) => x * width + y,
    6: (x: number, y: number) => (bottom - x) * width + y,
    7: (x: number, y: number) => (bottom - x) * width + (right - y),
    8: (x: number, y: number) => x * width + (right - y),
  }[orientation];
  if (!source) return image;
  const out = new Uint8Array(pixels.length);
  for (let y = 0; y < outHeight; y++)
    for (let x = 0; x < outWidth; x++) out[y * outWidth + x] = pixels[source(x, y)];
  return { width: outWidth, height: outHeight, pixels: out };
}
