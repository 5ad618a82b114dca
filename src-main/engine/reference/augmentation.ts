/**
 * Numbers from scipy.ndimage 1.17 (`rotate` and `affine_transform`, order 1, mode grid-constant), half
 * rounded up, not from this engine.
 */

/** `[6, 8]` */
export const referenceImage = {
  width: 8,
  height: 6,
  pixels: Uint8Array.from({ length: 48 }, (_, i) => {
    const [row, column] = [Math.floor(i / 8), i % 8];
    return 37 * row + 91 * column + 13 * row * column;
  }),
};

/** `rotate(image, angle, reshape=False, cval=0)` */
export const turnedImages = [
  {
    angle: 10,
    pixels: [
      [19, 81, 83, 54, 145, 118, 127, 129],
      [46, 150, 186, 116, 148, 82, 109, 137],
      [67, 165, 106, 152, 48, 166, 65, 197],
      [85, 213, 106, 228, 136, 203, 173, 178],
      [99, 130, 144, 107, 163, 133, 167, 186],
      [100, 103, 160, 175, 81, 98, 87, 76],
    ],
  },
  {
    angle: -10,
    pixels: [
      [15, 76, 162, 96, 64, 122, 68, 35],
      [48, 139, 182, 132, 164, 108, 104, 148],
      [94, 207, 78, 167, 55, 116, 73, 187],
      [131, 152, 138, 221, 121, 213, 78, 168],
      [137, 100, 162, 104, 176, 155, 185, 163],
      [59, 96, 152, 92, 114, 155, 175, 105],
    ],
  },
];

/**
 * `affine_transform` by the inverse of rotation x scale x shear, composed with numpy's cos, sin and tan;
 * cval 255.
 */
export const posedImage = {
  pose: { rotation: 25, shear: -12, scale: 0.8, right: 1.3, down: -0.6 },
  pixels: [
    [255, 255, 255, 165, 131, 122, 166, 202],
    [255, 148, 122, 159, 131, 101, 101, 137],
    [255, 128, 102, 141, 136, 142, 186, 185],
    [255, 255, 119, 207, 142, 103, 138, 174],
    [255, 255, 251, 141, 68, 231, 194, 255],
    [255, 255, 255, 237, 214, 255, 255, 255],
  ],
};
