/** What another model says of pictures that a network has made. */
import type { SecondOpinion } from '../../../src-shared/backward-query.ts';
import type { Polarity } from '../../../src-shared/dataset.ts';
import { inputTable, resizeByArea } from '../../../src-shared/preprocess.ts';
import { argmax } from '../../engine/accuracy.ts';
import type { Model } from '../model.ts';

/** `pixels` `[any, height, width]`, as the asking network's images are. */
export interface Pictures {
  pixels: Uint8Array;
  width: number;
  height: number;
  polarity: Polarity;
}

/** The pictures are brought to the model's size and polarity; they are prepared already. */
export function secondOpinion(model: Model, pictures: Pictures): SecondOpinion {
  const { preprocessing, labels } = model.info;
  const { width, height, polarity, inputRange } = preprocessing;
  const table = inputTable(inputRange);
  const size = pictures.width * pictures.height;
  const answers: SecondOpinion['answers'] = [];
  for (let start = 0; start + size <= pictures.pixels.length; start += size) {
    const own = pictures.pixels.subarray(start, start + size);
    const seen = resizeByArea(own, pictures.width, pictures.height, width, height);
    const flip = polarity === pictures.polarity ? 0 : 255;
    const inputs = Float32Array.from(seen, (value) => table[value ^ flip]);
    const outputs = model.predictions(model.forward(inputs, 1), 1).slice(0, labels.length);
    answers.push({ outputs: Array.from(outputs), label: argmax(outputs, 0, labels.length) });
  }
  return { classes: labels, outputsAreProbabilities: model.outputsAreProbabilities, answers };
}
