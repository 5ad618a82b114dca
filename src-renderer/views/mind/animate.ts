/** Answers of the backward query as a picture that moves. */
import type { QueryResult } from '../../../src-shared/backward-query.ts';
import {
  type Animation,
  composeWall,
  frameMilliseconds,
  greyPalette,
  joinFrames,
  paletteLength,
  signalPlaces,
  wallOf,
} from '../../../src-shared/film.ts';
import { type Palette, reachOf, signalColours } from './signal-colours.ts';

type Pictures = Pick<QueryResult, 'width' | 'height' | 'polarity' | 'pixels' | 'signal'>;

const middle = 128;

/** Each answer is a frame, all its pictures side by side. */
export function animationOf(answers: readonly Pictures[], palette: Palette): Animation {
  const [{ width, height, polarity, pixels, signal }] = answers;
  const size = { width, height };
  const wall = wallOf(pixels.length / (width * height), size);
  // Of all frames together, so that a colour says the same in each.
  const reach = Math.max(...answers.map((answer) => reachOf(answer.signal ?? [])));
  const paper = signal ? middle : polarity === 'light' ? 0 : 255;
  return {
    ...{ width: wall.width, height: wall.height, milliseconds: frameMilliseconds },
    palette: signal ? signalPalette(palette) : greyPalette(),
    frames: joinFrames(
      answers.map((answer) =>
        composeWall(
          answer.signal ? signalPlaces(answer.signal, reach) : answer.pixels,
          size,
          wall,
          paper,
        ),
      ),
    ),
  };
}

/** The pictures of one answer one after the other, there and back again. */
export function thereAndBack(answer: Pictures, palette: Palette): Animation {
  const { width, height, pixels, signal } = answer;
  const area = width * height;
  const count = pixels.length / area;
  const order = Array.from({ length: Math.max(1, 2 * count - 2) }, (_, n) =>
    n < count ? n : 2 * count - 2 - n,
  );
  const single = order.map((n) => ({
    ...answer,
    pixels: pixels.subarray(n * area, (n + 1) * area),
    signal: signal && signal.subarray(n * area, (n + 1) * area),
  }));
  return animationOf(single, palette);
}

function signalPalette(palette: Palette): Uint8Array {
  const values = Float32Array.from({ length: 256 }, (_, place) => (place - middle) / 127);
  const colours = signalColours(values, 1, palette);
  return Uint8Array.from(
    { length: paletteLength },
    (_, i) => colours[Math.floor(i / 3) * 4 + (i % 3)],
  );
}
