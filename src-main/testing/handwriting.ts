/**
 * Digits as a hand draws them, recorded for tests: the middle line of each stroke, in a box of 100 x 100,
 * the y axis downwards. Made by eye from how the digits are taught at school, for no network.
 */
import { type Drawing, evenPressure, padSide, type Stroke } from '../../src-shared/drawing.ts';

type Place = readonly [x: number, y: number];
export type Line = readonly Place[];

/** Strokes by digit. */
// prettier-ignore
export const digitStrokes: readonly (readonly Line[])[] = [
  [
    [
      [56, 4], [42, 6], [30, 16], [22, 32], [19, 50], [21, 68], [29, 84], [42, 94], [56, 95],
      [69, 88], [78, 73], [81, 54], [79, 35], [72, 18], [62, 7], [52, 4],
    ],
  ],
  [
    [
      [52, 3], [51, 22], [50, 42], [49, 62], [48, 80], [47, 97],
    ],
  ],
  [
    [
      [22, 24], [28, 12], [40, 4], [55, 3], [68, 9], [74, 21], [72, 35], [63, 49], [50, 63],
      [36, 77], [22, 91], [20, 95], [36, 94], [54, 93], [70, 93], [82, 92],
    ],
  ],
  [
    [
      [24, 12], [36, 5], [52, 3], [66, 8], [72, 20], [69, 33], [58, 43], [44, 47], [57, 49],
      [70, 56], [77, 69], [74, 83], [62, 93], [46, 96], [31, 93], [20, 85],
    ],
  ],
  [
    [
      [34, 5], [30, 22], [25, 40], [22, 53], [36, 55], [52, 54], [68, 53], [82, 51],
    ],
    [
      [68, 8], [66, 28], [64, 50], [62, 72], [60, 96],
    ],
  ],
  [
    [
      [32, 6], [30, 22], [27, 42], [40, 38], [54, 38], [67, 45], [74, 58], [73, 74], [63, 88],
      [48, 95], [33, 94], [21, 86],
    ],
    [
      [32, 6], [48, 5], [64, 4], [78, 3],
    ],
  ],
  [
    [
      [66, 4], [53, 14], [41, 29], [31, 47], [26, 65], [28, 82], [39, 94], [54, 95], [67, 87],
      [72, 74], [67, 62], [55, 56], [42, 60], [31, 70],
    ],
  ],
  [
    [
      [18, 8], [34, 7], [52, 6], [68, 5], [80, 5], [73, 20], [64, 38], [55, 57], [48, 76],
      [43, 97],
    ],
  ],
  [
    [
      [68, 14], [56, 5], [42, 5], [31, 13], [31, 26], [41, 37], [55, 46], [67, 57], [72, 72],
      [66, 87], [52, 95], [37, 92], [27, 80], [29, 65], [41, 52], [55, 42], [67, 30], [70, 18],
      [64, 9],
    ],
  ],
  [
    [
      [72, 20], [63, 8], [49, 4], [35, 10], [28, 24], [31, 38], [43, 46], [57, 43], [68, 33],
      [72, 20], [71, 38], [68, 58], [64, 78], [60, 97],
    ],
  ],
];

/** The same of another hand: slanted, in fewer strokes, a bar through the seven, a foot under the one. */
// prettier-ignore
export const otherDigitStrokes: readonly (readonly Line[])[] = [
  [
    [
      [64, 8], [50, 5], [36, 16], [26, 36], [22, 58], [27, 80], [40, 93], [55, 90], [68, 74],
      [76, 52], [76, 30], [68, 13], [60, 7],
    ],
  ],
  [[[42, 22], [52, 12], [60, 3], [57, 25], [53, 48], [49, 72], [46, 97]]],
  [
    [
      [28, 22], [36, 9], [51, 4], [66, 10], [71, 25], [62, 43], [47, 60], [33, 75], [24, 88],
      [34, 84], [46, 88], [60, 93], [78, 88],
    ],
  ],
  [
    [
      [30, 10], [46, 4], [63, 6], [72, 17], [66, 31], [50, 42], [64, 46], [73, 58], [70, 77],
      [56, 90], [38, 95], [22, 90],
    ],
  ],
  [[[44, 4], [36, 22], [26, 44], [18, 60], [36, 62], [56, 61], [80, 60]], [[64, 36], [60, 60], [56, 96]]],
  [
    [
      [76, 6], [58, 7], [40, 8], [36, 25], [33, 42], [48, 40], [62, 46], [69, 60], [64, 79],
      [48, 91], [28, 92],
    ],
  ],
  [
    [
      [60, 3], [46, 18], [35, 37], [28, 58], [29, 78], [40, 92], [55, 94], [68, 83], [70, 68],
      [60, 57], [46, 58], [34, 70],
    ],
  ],
  [
    [[20, 10], [38, 9], [58, 8], [80, 6], [68, 28], [57, 50], [48, 73], [40, 97]],
    [[36, 52], [50, 51], [68, 49]],
  ],
  [
    [
      [70, 18], [60, 7], [46, 5], [36, 14], [36, 28], [48, 40], [60, 52], [67, 67], [62, 85],
      [48, 95], [33, 90], [27, 75], [34, 60], [50, 46], [64, 34], [71, 20],
    ],
  ],
  [
    [
      [70, 24], [62, 9], [47, 5], [34, 15], [30, 31], [38, 45], [52, 46], [64, 35], [70, 20],
      [66, 44], [59, 70], [50, 96],
    ],
  ],
];

export interface Hand {
  /** Side of the box in pad units. */
  side: number;
  /** Upper left corner of the box on the pad. */
  x: number;
  y: number;
  width: number;
}
/** In the middle of the pad, as one draws when nothing is said. */
export const usualHand: Hand = { side: 640, x: 192, y: 192, width: 72 };

/** The points that a pointer goes through, in pad units: a hand's few places, joined by straight lines. */
export function pointerPath(line: Line, { side, x, y }: Pick<Hand, 'side' | 'x' | 'y'>): Place[] {
  return line.map(([px, py]) => [
    Math.round(x + (px * side) / 100),
    Math.round(y + (py * side) / 100),
  ]);
}

export function drawingOf(lines: readonly Line[], hand: Hand = usualHand): Drawing {
  const strokes = lines.map((line): Stroke => ({
    kind: 'ink',
    width: hand.width,
    points: Int16Array.from(pointerPath(line, hand).flatMap(([x, y]) => [x, y, evenPressure])),
  }));
  return { width: padSide, height: padSide, strokes };
}
