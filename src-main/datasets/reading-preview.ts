/** What a way of reading would give, before anything is read: for the panel in which it is chosen. */
import { stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { errorInfoOf, UserError } from '../../src-shared/errors.ts';
import type { NamesPreview, SheetPreview } from '../../src-shared/reading-options.ts';
import { resizeByArea } from '../../src-shared/preprocess.ts';
import { allFiles } from './all-files.ts';
import { inClassOrder } from './class-order.ts';
import { compileNamePattern, suggestPattern } from './name-pattern.ts';
import { createBreathing, type Reading } from './reading.ts';
import { listFolder } from './listing.ts';
import { suggestGrid } from './sheet-grid.ts';
import { isSheetName, readSheetPicture } from './sheet-picture.ts';
import { SkippedFiles } from './skipped.ts';

/** Files that are looked at, files that are shown, and class names. */
const [maximumFiles, shownFiles, shownClasses] = [20_000, 24, 60];
/** A picture is shown no larger than this, width and height. Pixels. */
const largestShown = 1000;

export interface ReadingPreviews {
  names: (args: { path: string; pattern: string | null }) => Promise<NamesPreview>;
  sheet: (args: { path: string }) => Promise<SheetPreview | null>;
}

/** Without a pattern the suggested one, if any, is tried. @throws UserError `pattern.*`, `file.*` */
export async function previewNames(path: string, pattern: string | null): Promise<NamesPreview> {
  const files = await allFiles(await lookingAt(path), maximumFiles);
  const names = files.map(({ relative }) => relative);
  const suggestion = suggestPattern(names);
  const wanted = pattern ?? suggestion;
  const match = wanted === null ? () => null : compileNamePattern(wanted);
  const found = names.map((file) => {
    const captured = match(file);
    return { file, label: captured?.label ?? null, split: captured?.split ?? null };
  });
  const labels = found.flatMap(({ label }) => label ?? []);
  const classes = inClassOrder(labels);
  return {
    files: spread(found),
    total: names.length,
    matched: labels.length,
    classes: classes.slice(0, shownClasses),
    classCount: classes.length,
    isComplete: files.length < maximumFiles,
    suggestion,
  };
}

/** Some of the files from all over the list, those that do not match among them. */
function spread<T extends { label: string | null }>(found: readonly T[]): T[] {
  const every = (items: readonly T[], count: number): T[] => {
    const length = Math.min(count, items.length);
    return Array.from({ length }, (_, i) => items[Math.floor((i * items.length) / length)]);
  };
  const others = every(
    found.filter(({ label }) => label === null),
    shownFiles / 3,
  );
  const matching = found.filter(({ label }) => label !== null);
  return [...every(matching, shownFiles - others.length), ...others];
}

/** The first picture of the folder, or the file itself; null without one. @throws UserError `image.*`, `file.*` */
export async function previewSheet(path: string): Promise<SheetPreview | null> {
  const reading = await lookingAt(path);
  const { files } = await listFolder(reading.root, { path: reading.root, relative: '' });
  const file = files.find(
    ({ name }) => isSheetName(name) && (reading.only === null || name === reading.only),
  );
  if (!file) return null;
  const picture = await readSheetPicture(file, reading);
  const { width, height } = picture;
  const scale = Math.min(1, largestShown / Math.max(width, height));
  const shownWidth = Math.max(1, Math.round(width * scale));
  const shownHeight = Math.max(1, Math.round(height * scale));
  const isSmaller = shownWidth < width || shownHeight < height;
  return {
    ...{ file: file.relative, width, height, shownWidth, shownHeight },
    pixels: isSmaller
      ? resizeByArea(picture.pixels, width, height, shownWidth, shownHeight)
      : picture.pixels,
    suggestion: suggestGrid(picture),
  };
}

/** A look that is not told of, and never cancelled: it is bounded. @throws UserError `file.*` */
async function lookingAt(path: string): Promise<Reading> {
  const { signal } = new AbortController();
  const common = { path, skipped: new SkippedFiles(), onProgress: () => {}, signal };
  try {
    const isFolder = (await stat(path)).isDirectory();
    return {
      ...common,
      root: isFolder ? path : dirname(path),
      only: isFolder ? null : basename(path),
      breathe: createBreathing(signal),
    };
  } catch (thrown) {
    throw UserError.from(errorInfoOf(thrown, path));
  }
}
