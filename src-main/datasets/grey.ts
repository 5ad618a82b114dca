/** Any image as Inkling keeps it: `pixels` is `[height, width]`, 0 (black) to 255 (white). */
export interface GreyImage {
  width: number;
  height: number;
  pixels: Uint8Array;
}

/** Rec. 601 luma of 8-bit red, green and blue, in 16-bit fixed point as Pillow's `convert('L')` has it. */
export function luma(red: number, green: number, blue: number): number {
  return (19595 * red + 38470 * green + 7471 * blue + 32768) >> 16;
}

/** A grey level of the given opacity (0 to 255) laid on white paper. */
export function onWhite(grey: number, alpha: number): number {
  return Math.round(255 - ((255 - grey) * alpha) / 255);
}

/** 16 bits to 8, rounded to the nearest. */
export function from16Bits(value: number): number {
  return (value * 255 + 32895) >>> 16;
}
