/** A grey picture to draw on: rectangles, lines and small text, for charts as PNG without a window. */

/** 3 x 5 pixels, row by row, a bit a pixel. Letters are capitals. */
const glyphs: Readonly<Record<string, string>> = {
  ...{ '0': '75557', '1': '26227', '2': '71747', '3': '71717', '4': '55711', '5': '74717' },
  ...{ '6': '74757', '7': '71111', '8': '75757', '9': '75717', '.': '00002', '-': '00700' },
  ...{ '%': '51245', ' ': '00000', A: '75755', B: '65656', C: '74447', D: '65556', E: '74647' },
  ...{ F: '74644', G: '74557', H: '55755', I: '72227', J: '11157', K: '55655', L: '44447' },
  ...{ M: '57755', N: '65555', O: '75557', P: '75744', Q: '75571', R: '65655', S: '74717' },
  ...{ T: '72222', U: '55557', V: '55552', W: '55775', X: '55255', Y: '55222', Z: '71247' },
};
const [glyphWidth, glyphHeight, magnified] = [3, 5, 2];
const advance = (glyphWidth + 1) * magnified;
export const textHeight = glyphHeight * magnified;

/** Whether a text can be written; other scripts have no glyphs here. */
export const canWrite = (text: string): boolean =>
  [...text.toUpperCase()].every((letter) => letter in glyphs);
export const textWidth = (text: string): number => text.length * advance - magnified;

export interface GreyPicture {
  readonly width: number;
  readonly height: number;
  /** `[height, width]`, 0 is black. */
  readonly pixels: Uint8Array;
  fill(x: number, y: number, width: number, height: number, grey: number): void;
  /** `dash`: pixels drawn and left out by turns; nothing for a whole line. */
  line(from: [number, number], to: [number, number], grey: number, dash?: number): void;
  /** Its upper left corner at `x`, `y`. */
  text(x: number, y: number, text: string, grey: number): void;
}

/** White all over. */
export function createPicture(width: number, height: number): GreyPicture {
  const pixels = new Uint8Array(width * height).fill(255);
  const fill: GreyPicture['fill'] = (x, y, across, down, grey) => {
    for (let row = Math.max(0, y); row < Math.min(height, y + down); row++)
      pixels.fill(grey, row * width + Math.max(0, x), row * width + Math.min(width, x + across));
  };
  return {
    width,
    height,
    pixels,
    fill,
    line([fromX, fromY], [toX, toY], grey, dash = 0) {
      const steps = Math.max(1, Math.round(Math.max(Math.abs(toX - fromX), Math.abs(toY - fromY))));
      for (let step = 0; step <= steps; step++) {
        if (dash > 0 && Math.floor(step / dash) % 2 === 1) continue;
        const share = step / steps;
        const x = Math.round(fromX + (toX - fromX) * share);
        const y = Math.round(fromY + (toY - fromY) * share);
        fill(x, y, 2, 2, grey);
      }
    },
    text(x, y, text, grey) {
      [...text.toUpperCase()].forEach((letter, place) => {
        [...(glyphs[letter] ?? glyphs[' '])].forEach((bits, row) => {
          for (let column = 0; column < glyphWidth; column++)
            if ((Number(bits) >> (glyphWidth - 1 - column)) & 1)
              fill(
                x + place * advance + column * magnified,
                y + row * magnified,
                magnified,
                magnified,
                grey,
              );
        });
      });
    },
  };
}
