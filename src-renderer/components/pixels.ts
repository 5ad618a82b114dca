/** From grey values to what a canvas can show. */

/** Images packed one after the other: `pixels` is `[images, height, width]`, 0 to 255. */
export interface Atlas {
  pixels: Uint8Array;
  width: number;
  height: number;
}
export interface Picture {
  /** `[height, width]`, a pixel as one number: alpha, blue, green, red, from the highest byte on. */
  data: Uint32Array;
  width: number;
}
export interface Drawing {
  /** Canvas pixels between two images. */
  gap: number;
  /** This many image pixels in each direction become one canvas pixel, their mean. */
  shrink: number;
  inverted: boolean;
}

/** Size of an image after shrinking; what is left over at its right and lower edge is dropped. */
export const shrunkSize = (size: number, shrink: number): number =>
  Math.max(1, Math.floor(size / shrink));

const opaque = 0xff000000;

/** Copies one image of an atlas into a picture, its left edge at `x`, its upper edge on top. */
export function copyImage(
  { pixels, width, height }: Atlas,
  image: number,
  picture: Picture,
  x: number,
  { shrink, inverted }: Pick<Drawing, 'shrink' | 'inverted'>,
): void {
  const [toWidth, toHeight] = [shrunkSize(width, shrink), shrunkSize(height, shrink)];
  const start = image * width * height;
  // 255 - v, for a byte, is the same as flipping its bits.
  const flip = inverted ? 255 : 0;
  for (let row = 0; row < toHeight; row++) {
    let to = row * picture.width + x;
    for (let column = 0; column < toWidth; column++) {
      const from = start + (row * width + column) * shrink;
      const value = (shrink === 1 ? pixels[from] : blockMean(pixels, from, width, shrink)) ^ flip;
      picture.data[to++] = opaque | (value * 0x010101);
    }
  }
}

/** Mean of a block of `side` x `side` pixels whose first one is at `from`. */
function blockMean(pixels: Uint8Array, from: number, width: number, side: number): number {
  let sum = 0;
  for (let row = 0; row < side; row++)
    for (let column = 0; column < side; column++) sum += pixels[from + row * width + column];
  return Math.round(sum / (side * side));
}

/** Draws the first `count` images of an atlas side by side; the page scales the canvas. */
export function drawStrip(
  canvas: HTMLCanvasElement,
  atlas: Atlas,
  count: number,
  drawing: Drawing,
): void {
  const width = shrunkSize(atlas.width, drawing.shrink);
  const size = {
    width: Math.max(1, count * (width + drawing.gap) - drawing.gap),
    height: shrunkSize(atlas.height, drawing.shrink),
  };
  // Setting a size, even the same one, makes a new buffer; all of it is drawn over anyway.
  if (canvas.width !== size.width) canvas.width = size.width;
  if (canvas.height !== size.height) canvas.height = size.height;
  const context = canvas.getContext('2d');
  if (!context || count === 0) return;
  const image = context.createImageData(canvas.width, canvas.height);
  // A canvas wants red first; every machine that Electron runs on stores the lowest byte first.
  const picture = { data: new Uint32Array(image.data.buffer), width: canvas.width };
  for (let i = 0; i < count; i++) copyImage(atlas, i, picture, i * (width + drawing.gap), drawing);
  context.putImageData(image, 0, 0);
}
