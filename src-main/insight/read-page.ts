import { type Cut, readingOrder } from '../../src-shared/page.ts';
import type { PageAnswer, ReadCut } from '../../src-shared/prediction.ts';
import { type SeeingChoices, seeInk, usualChoices } from '../../src-shared/seeing.ts';
import type { Model } from './model.ts';
import type { ReadyPage } from './pictures.ts';
import { answerTo } from './predict.ts';

/** The model's answer to each character of a page. `cuts`: null for those that are found. */
export function readPage(
  model: Model,
  page: ReadyPage,
  how: { seeing: Partial<SeeingChoices>; cuts: readonly Cut[] | null; withPicture: boolean },
): PageAnswer {
  const { preprocessing, labels } = model.info;
  const choices = { ...usualChoices(preprocessing), ...how.seeing };
  const { width, height } = page.ink;
  const cuts = (how.cuts ?? page.cuts).filter((cut) => isInside(cut, page.ink));
  const read = cuts.map((cut): ReadCut => {
    const own = page.inkOf(cut);
    if (own.pixels.every((value) => value === 0)) return { label: null, outputs: [], ...own };
    const { pixels } = seeInk(own, preprocessing, choices, true).at(-1) ?? own;
    const answer = answerTo(model, pixels, null);
    const { label, outputs } = answer;
    return { label, outputs, width: answer.width, height: answer.height, pixels };
  });
  return {
    classes: labels,
    outputsAreProbabilities: model.outputsAreProbabilities,
    ...{ width, height, photo: page.done, cuts, read, lines: readingOrder(cuts) },
    picture: how.withPicture ? { page: page.picture.pixels, ink: page.ink.pixels } : null,
  };
}

/** A cut of a picture that was turned since may lie outside. */
const isInside = (cut: Cut, { width, height }: { width: number; height: number }): boolean =>
  cut.left + cut.width <= width && cut.top + cut.height <= height;
