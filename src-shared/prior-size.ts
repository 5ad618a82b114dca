/** How much of what the images of a data set have in common is kept in a model file. */

/** Enough for the strokes of a digit; 200 kB at 28 x 28 pixels. */
const components = 64;
/** Of large images fewer components: 4 MB in the file. */
const mostNumbers = 2 ** 20;

/** Principal components of images of so many pixels. */
export const priorComponents = (pixels: number): number =>
  Math.min(components, Math.max(1, Math.floor(mostNumbers / pixels)));

/** Numbers in the file: the mean, the components and the deviation along each. */
export const priorNumbers = (pixels: number): number =>
  pixels + priorComponents(pixels) * (pixels + 1);
