import { decodeApng } from 'fast-png';
import { GifReader } from 'omggif';
import { expect, it } from 'vitest';
import { type Animation, greyPalette } from '../../../src-shared/film.ts';
import { createRandom } from '../../engine/random.ts';
import { encodeApng } from './apng.ts';
import { encodeGif } from './gif.ts';

const [width, height, count] = [37, 23, 4];
const random = createRandom(1, 'animation.test');
// Noise packs worst, so that the room for it is tested, too.
const animation: Animation = {
  ...{ width, height, milliseconds: 250, palette: greyPalette() },
  frames: Uint8Array.from({ length: width * height * count }, () => random.below(256)),
};
animation.palette.set([250, 20, 30], 3 * 7);
/** Red, green and blue of a frame's pixels, one after the other. */
const wanted = (n: number): number[] =>
  [...animation.frames.subarray(n * width * height, (n + 1) * width * height)].flatMap((place) => [
    ...animation.palette.subarray(3 * place, 3 * place + 3),
  ]);

it('a GIF has every frame, its time, and no end', () => {
  const reader = new GifReader(encodeGif(animation));
  expect([reader.numFrames(), reader.width, reader.height]).toEqual([count, width, height]);
  expect(reader.loopCount()).toBe(0);
  for (let n = 0; n < count; n++) {
    const pixels = new Uint8Array(width * height * 4);
    reader.decodeAndBlitFrameRGBA(n, pixels);
    expect([...pixels].filter((_, i) => i % 4 !== 3)).toEqual(wanted(n));
    expect(reader.frameInfo(n).delay).toBe(n === count - 1 ? 75 : 25);
  }
});

it('an animated PNG has the same, and its first frame as a plain picture', () => {
  const decoded = decodeApng(encodeApng(animation));
  expect(decoded.frames).toHaveLength(count);
  expect(decoded.palette?.[7].slice(0, 3)).toEqual([250, 20, 30]);
  decoded.frames.forEach(({ data, delayNumber, delayDenominator }, n) => {
    expect([...data]).toEqual([
      ...animation.frames.subarray(n * width * height, (n + 1) * width * height),
    ]);
    expect(delayNumber / delayDenominator).toBe(n === count - 1 ? 0.75 : 0.25);
  });
});
