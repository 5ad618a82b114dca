/** Several pictures as one that moves: GIF or animated PNG. */

export const animationFormats = ['gif', 'apng'] as const;
export type AnimationFormat = (typeof animationFormats)[number];

/** 256 colours: red, green and blue of each. */
export const paletteLength = 768;
export const greyPalette = (): Uint8Array =>
  Uint8Array.from({ length: paletteLength }, (_, i) => Math.floor(i / 3));

export interface Animation {
  width: number;
  height: number;
  /** Places in the palette, `[frames, height, width]`. */
  frames: Uint8Array;
  palette: Uint8Array;
  /** That each frame is shown; the last one three times as long. */
  milliseconds: number;
}
/** No more than this in one file. */
export const maximumAnimation = 2 ** 27;
export const frameMilliseconds = 400;

/** Pictures of one size in rows, each pixel a square of `scale` x `scale`. */
export interface Wall {
  across: number;
  scale: number;
  gap: number;
  width: number;
  height: number;
}

const mostAcross = 5;
/** A picture is about so wide. */
const pictureSide = 112;
const gap = 8;

export function wallOf(
  count: number,
  size: { width: number; height: number },
  most = mostAcross,
): Wall {
  const across = Math.max(1, Math.min(most, count));
  const down = Math.max(1, Math.ceil(count / across));
  const scale = Math.max(1, Math.round(pictureSide / Math.max(size.width, size.height)));
  return {
    ...{ across, scale, gap },
    width: gap + across * (size.width * scale + gap),
    height: gap + down * (size.height * scale + gap),
  };
}

/** One frame, `[wall.height, wall.width]`, of pictures `[count, height, width]`; `ground` between them. */
export function composeWall(
  pictures: Uint8Array,
  { width, height }: { width: number; height: number },
  wall: Wall,
  ground: number,
): Uint8Array {
  const frame = new Uint8Array(wall.width * wall.height).fill(ground);
  const count = pictures.length / (width * height);
  for (let n = 0; n < count; n++) {
    const left = wall.gap + (n % wall.across) * (width * wall.scale + wall.gap);
    const top = wall.gap + Math.floor(n / wall.across) * (height * wall.scale + wall.gap);
    for (let y = 0; y < height * wall.scale; y++) {
      const row = (n * height + Math.floor(y / wall.scale)) * width;
      const to = (top + y) * wall.width + left;
      for (let x = 0; x < width * wall.scale; x++)
        frame[to + x] = pictures[row + Math.floor(x / wall.scale)];
    }
  }
  return frame;
}

/** Frames one after the other. */
export function joinFrames(frames: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(frames.reduce((sum, { length }) => sum + length, 0));
  let to = 0;
  for (const frame of frames) {
    joined.set(frame, to);
    to += frame.length;
  }
  return joined;
}

/** Numbers around zero as places in a palette whose middle, 128, is zero: `reach` is at its ends. */
export const signalPlaces = (values: Float32Array, reach: number): Uint8Array =>
  Uint8Array.from(values, (value) =>
    Math.round(128 + 127 * (reach > 0 ? Math.min(1, Math.max(-1, value / reach)) : 0)),
  );
