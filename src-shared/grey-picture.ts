/** A grey picture of any size: `pixels` is `[height, width]`, 0 to 255. */
export interface GreyPicture {
  width: number;
  height: number;
  pixels: Uint8Array;
}
