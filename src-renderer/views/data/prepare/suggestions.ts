/** What the data themselves suggest to do with their pictures. */
import type { DatasetSummary } from '../../../../src-shared/dataset.ts';
import { likeMnist, type Preparation } from '../../../../src-shared/preparation.ts';

/** What it would change; null where nothing is to be done. */
export type Suggestion =
  | { kind: 'invert' | 'centre'; change: Partial<Preparation> }
  | { kind: 'centred' | 'fills'; change: null };

/** In parts of the picture's longer side: ink that is not further off is centred, and ink that long fills it. */
const centredWithin = 0.06;
const fillsFrom = 0.9;
/** MNIST's box in its picture. */
const boxPart = 20 / 28;

export function suggestionsFor({
  inFiles,
  ink,
}: Pick<DatasetSummary, 'inFiles' | 'ink'>): Suggestion[] {
  const suggestions: Suggestion[] = [];
  if (inFiles.polarity === 'dark') suggestions.push({ kind: 'invert', change: { invert: true } });
  if (!ink) return suggestions;
  const side = Math.max(inFiles.width, inFiles.height);
  if (ink.longerSide[0] >= fillsFrom * side) suggestions.push({ kind: 'fills', change: null });
  else if (ink.offCentre <= centredWithin * side)
    suggestions.push({ kind: 'centred', change: null });
  else suggestions.push({ kind: 'centre', change: centring(inFiles) });
  return suggestions;
}

/** As MNIST does it, in pictures of the size that these have. */
function centring({ width, height }: DatasetSummary['inFiles']): Partial<Preparation> {
  const box = Math.max(1, Math.round(Math.min(width, height) * boxPart));
  return { crop: likeMnist.crop, centre: likeMnist.centre, box };
}
