/** From grey values to what a canvas can show. */

/**
 * Copies one image of an atlas into a picture. `atlas`: `[images, height, width]`, 0 to 255;
 * `target`: RGBA of a picture `targetWidth` wide; `x`, `y`: where the image's upper left corner goes.
 */
export function copyImage(
  atlas: Uint8Array,
  image: number,
  width: number,
  height: number,
  target: Uint8ClampedArray,
  targetWidth: number,
  x: number,
  y: number,
  inverted: boolean,
): void {
  const flip = inverted ? 255 : 0;
  let from = image * width * height;
  for (let row = 0; row < height; row++) {
    let to = ((y + row) * targetWidth + x) * 4;
    for (let column = 0; column < width; column++) {
      // 255 - v, for a byte, is the same as flipping its bits.
      const value = atlas[from++] ^ flip;
      target[to++] = value;
      target[to++] = value;
      target[to++] = value;
      target[to++] = 255;
    }
  }
}

/**
 * Draws the images `first`, `first + 1`, ... side by side onto a canvas, `gap` pixels apart, one canvas
 * pixel an image pixel; the page scales the canvas.
 */
export function drawStrip(
  canvas: HTMLCanvasElement,
  atlas: Uint8Array,
  first: number,
  count: number,
  size: { width: number; height: number; gap: number },
  inverted: boolean,
): void {
  const { width, height, gap } = size;
  canvas.width = Math.max(1, count * (width + gap) - gap);
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (!context || count === 0) return;
  const picture = context.createImageData(canvas.width, height);
  for (let i = 0; i < count; i++)
    copyImage(
      atlas,
      first + i,
      width,
      height,
      picture.data,
      canvas.width,
      i * (width + gap),
      0,
      inverted,
    );
  context.putImageData(picture, 0, 0);
}
