/**
 * What does not change from call to call of one convolution, as `../webassembly-convolution.ts`
 * writes it: a word each, addresses in bytes. Images are `[row, column, channel]`.
 *
 * The patch of an output pixel is the `patchLength` numbers under the kernel, a row of the weights
 * each. It lies in `segments` stretches of `segmentLength` numbers, `segmentBytes` apart, the first of
 * them `offsets[pixel]` bytes into the sample. Either these are the kernel's rows on the image, which
 * has zeros put around it where the kernel reaches beyond it, and patches overlap; or, where a
 * kernel's row is short, patches are written out one after another.
 */
@unmanaged
export class Plan {
  /** Of the output. */
  pixels: i32;
  outputChannels: i32;
  patchLength: i32;

  /** `[pixels]`; at least 6, for which the last is repeated. */
  offsets: usize;
  segments: i32;
  segmentLength: i32;
  segmentBytes: usize;
  /** Slots for patches that are written out, `patchBytes` each; else 0. */
  patches: usize;
  patchBytes: usize;

  /** The image with its rim, of which only what lies under some kernel. */
  paddedOffsets: usize;
  kernelHeight: i32;
  /** Numbers under one row of the kernel. */
  kernelRowLength: i32;
  paddedRowBytes: usize;
  /** Of a sample; `padded` is 0 where the input needs no rim, and no cut. */
  paddedBytes: usize;
  padded: usize;
  /** Where in the padded image the input's first number lies. */
  paddedStart: usize;
  inputBytes: usize;
  inputRowBytes: usize;
  /** What of the input lies under some kernel. */
  usedRows: i32;
  usedRowBytes: usize;

  /** `[outputChannels / 8, patchLength, 8]`, zeros in the last panel where it is not full. */
  panels: usize;
  /** `[outputChannels]`, zeros up to a multiple of 8. */
  starts: usize;
  /** 6 x 8 numbers a sample: results of which only a part is wanted. */
  tiles: usize;
  /** `[outputChannels, patchLength]` */
  transposed: usize;
  dTransposed: usize;
  /** Entries for `pixels` a channel, and where those of each channel end. */
  channelEntries: usize;
  channelEnds: usize;
  /** Entries for `outputChannels` a pixel, and where those of each pixel end; a sample each. */
  pixelEntries: usize;
  pixelEnds: usize;
  /** As `padded`, for the gradients; 0 likewise. */
  dPadded: usize;

  // The rest is for `winograd.ts`; addresses are 0 where that is not used.
  inputChannels: i32;
  outputHeight: i32;
  outputWidth: i32;
  /** Tiles of 4 x 4 results; the padded image has room for all of them. */
  tileRows: i32;
  tileColumns: i32;
  /** Rows for the tiles of a group of images; at least 6. */
  valueRows: i32;
  /** `inputChannels` and `outputChannels`, rounded up to whole vectors. */
  valueRowBytes: usize;
  dProductRowBytes: usize;
  /** `[outputChannels / 8, 64, inputChannels, 8]` */
  placePanels: usize;
  /** `[64, valueRows, valueRowBytes]`, for each group. */
  values: usize;
  /** Where each of these rows begins. */
  valueOffsets: usize;
  /** `[64, valueRows, 8]`, for each group. */
  products: usize;
  /** 64 vectors for each sample or panel. */
  stages: usize;
  /** 8 numbers. */
  zeros: usize;
  /** As `values`, of the whole batch at once. */
  allValues: usize;
  /** `[64, valueRows, 8]`, for each panel. */
  dPanelProducts: usize;
  /** As `placePanels`, with `valueRowBytes` for the channels. */
  dPlacePanels: usize;
  /** `[inputChannels / 8, 64, outputChannels, 8]` */
  transposedPanels: usize;
  /** `[64, valueRows, dProductRowBytes]`, for each group. */
  dProducts: usize;
  dProductOffsets: usize;
}
