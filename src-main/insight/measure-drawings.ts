import type { HandwritingMeasure } from '../../src-shared/api/models.ts';
import type { Model } from './model.ts';
import { predictDrawing } from './predict.ts';
import type { LabelledDrawing } from './write-drawings.ts';

/** How a model reads drawings whose label is known; those whose label it does not know are only counted. */
export function measureDrawings(
  model: Model,
  drawings: readonly LabelledDrawing[],
): HandwritingMeasure {
  const { labels } = model.info;
  const perLabel = labels.map((label) => ({
    label,
    drawings: 0,
    right: 0,
    wrong: new Map<string, number>(),
  }));
  let unknown = 0;
  for (const { label, drawing } of drawings) {
    const row = perLabel[labels.indexOf(label)];
    if (!row) {
      unknown += 1;
      continue;
    }
    row.drawings += 1;
    const answer = labels[predictDrawing(model, drawing, {}).label];
    if (answer === label) row.right += 1;
    else row.wrong.set(answer, (row.wrong.get(answer) ?? 0) + 1);
  }
  const sum = (of: 'drawings' | 'right'): number => perLabel.reduce((all, row) => all + row[of], 0);
  return {
    drawings: sum('drawings'),
    right: sum('right'),
    unknown,
    perLabel: perLabel
      .filter((row) => row.drawings > 0)
      .map(({ wrong, ...row }) => ({
        ...row,
        readAs: [...wrong].sort((a, b) => b[1] - a[1]).map(([answer]) => answer),
      })),
  };
}
