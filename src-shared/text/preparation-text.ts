/** A preparation in words. */
import type { Preparation } from '../preparation.ts';
import { fill, type Messages } from '../messages/index.ts';

/** `inverted, cropped to the ink, 28 x 28, centred by mass`; null where nothing is done. */
export function preparationWords(
  { invert, threshold, crop, margin, size, box, centre }: Preparation,
  messages: Messages,
): string | null {
  const { said } = messages.ui.prepare;
  const words = [
    invert && said.invert,
    threshold === 'otsu' && said.thresholdOtsu,
    typeof threshold === 'number' && fill(said.threshold, { threshold }),
    crop && (margin > 0 ? fill(said.cropMargin, { margin }) : said.crop),
    size && fill(said.size, { ...size }),
    box !== null && fill(said.box, { box }),
    centre && said.centre,
  ].filter((word) => typeof word === 'string');
  return words.length === 0 ? null : words.join(', ');
}
