/** The shape of reading options, from the window and from the database. */
import { z } from 'zod';
import { maximumClasses, maximumImageSide } from '../../../src-shared/dataset.ts';
import {
  maximumPatternLength,
  minimumCellSide,
  type ReadingOptions,
  sheetDirections,
} from '../../../src-shared/reading-options.ts';

const cellSide = z.int().min(minimumCellSide).max(maximumImageSide);

export const namePattern = z.string().trim().min(1).max(maximumPatternLength);

export const readingOptionsSchema = z.strictObject({
  namePattern: namePattern.exactOptional(),
  sheet: z
    .strictObject({
      cellWidth: cellSide,
      cellHeight: cellSide,
      classBy: z.enum(sheetDirections),
      perClass: z.int().min(1).max(100_000),
      classes: z.array(z.string().max(200)).max(maximumClasses).exactOptional(),
    })
    .exactOptional(),
  transposed: z.boolean().exactOptional(),
}) satisfies z.ZodType<ReadingOptions>;

/** What was remembered; nothing, where it can not be understood (any more). */
export function parseReadingOptions(text: string | null): ReadingOptions {
  if (text === null) return {};
  try {
    const parsed = readingOptionsSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : {};
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return {};
    throw thrown;
  }
}
