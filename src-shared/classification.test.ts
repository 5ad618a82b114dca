import { describe, expect, it } from 'vitest';
import {
  accuracyOf,
  type Answers,
  calibrationOf,
  classFigures,
  confusionOf,
  macroMean,
  placesOf,
} from './classification.ts';

/**
 * 200 answers about four classes, by a linear congruential generator of whole numbers, so that the
 * same ones could be given to scikit-learn 1.2.1, whose numbers stand below (`confusion_matrix`,
 * `precision_recall_fscore_support`, `balanced_accuracy_score`, `calibration_curve`).
 */
function answers(): Answers {
  let state = 12345n;
  const next = (n: bigint): number => {
    state = (state * 1103515245n + 12345n) % 2n ** 31n;
    return Number((state >> 8n) % n);
  };
  const all = { expected: [] as number[], answered: [] as number[], confidence: [] as number[] };
  for (let i = 0; i < 200; i++) {
    const expected = next(4n);
    // Class 3 is never a wrong answer.
    let answered = next(10n) < 7 ? expected : next(3n);
    if (expected === 3 && next(2n) === 0) answered = 0;
    all.expected.push(expected);
    all.answered.push(answered);
    all.confidence.push(next(1001n) / 1000);
  }
  return {
    expected: Uint16Array.from(all.expected),
    answered: Uint16Array.from(all.answered),
    confidence: Float32Array.from(all.confidence),
  };
}

const confusion = [
  [38, 3, 5, 0],
  [1, 45, 5, 0],
  [3, 4, 47, 0],
  [28, 1, 4, 16],
];

describe('the confusion matrix and its figures', () => {
  it('agree with scikit-learn', () => {
    expect(confusionOf(answers(), 4)).toEqual(confusion);
    expect(accuracyOf(answers())).toBeCloseTo(0.73, 14);
    const figures = classFigures(confusion);
    const reference = {
      precision: [0.542857142857143, 0.849056603773585, 0.770491803278688, 1],
      recall: [0.826086956521739, 0.882352941176471, 0.87037037037037, 0.326530612244898],
      f1: [0.655172413793103, 0.865384615384615, 0.817391304347826, 0.492307692307692],
    };
    for (const name of ['precision', 'recall', 'f1'] as const)
      figures.forEach((each, i) => expect(each[name]).toBeCloseTo(reference[name][i], 13));
    expect(figures.map(({ images }) => images)).toEqual([46, 51, 54, 49]);
    expect(macroMean(figures, 'recall')).toBeCloseTo(0.7263352200783695, 13);
    expect(macroMean(figures, 'precision')).toBeCloseTo(0.7906013874773541, 13);
    expect(macroMean(figures, 'f1')).toBeCloseTo(0.7075640064583093, 13);
  });

  it('have no number where there is nothing to divide by', () => {
    const figures = classFigures([
      [2, 0, 0],
      [1, 0, 0],
      [0, 0, 0],
    ]);
    expect(figures[1]).toMatchObject({ recall: 0, precision: null, f1: 0 });
    expect(figures[2]).toMatchObject({ recall: null, precision: null, f1: null });
    expect(macroMean(figures, 'recall')).toBe(0.5);
    expect(macroMean(classFigures([[0]]), 'f1')).toBeNull();
  });
});

describe('the calibration', () => {
  it('agrees with scikit-learn', () => {
    const found = calibrationOf(answers());
    expect(found?.bins.map(({ images }) => images)).toEqual([
      11, 15, 22, 26, 15, 24, 19, 24, 23, 21,
    ]);
    const accuracies = [
      0.909090909091, 0.8, 0.772727272727, 0.653846153846, 0.6, 0.791666666667, 0.526315789474,
      0.708333333333, 0.913043478261, 0.666666666667,
    ];
    const confidences = [
      0.0562727271833, 0.151266667247, 0.240000000054, 0.346615384404, 0.436866664886,
      0.552708335221, 0.652000000602, 0.758625000715, 0.849217391532, 0.946428565752,
    ];
    found?.bins.forEach((bin, i) => {
      expect(bin.accuracy).toBeCloseTo(accuracies[i], 11);
      expect(bin.confidence).toBeCloseTo(confidences[i], 11);
    });
    expect(found?.error).toBeCloseTo(0.28969999941065905, 12);
  });

  it('says nothing of outputs that are no shares of 1', () => {
    const { expected, answered, confidence } = answers();
    const shifted = confidence.map((value) => value * 3 - 1);
    expect(calibrationOf({ expected, answered, confidence: shifted })).toBeNull();
  });

  it('leaves an empty bin without figures', () => {
    const few = {
      expected: Uint16Array.of(1, 1),
      answered: Uint16Array.of(1, 0),
      confidence: Float32Array.of(1, 0),
    };
    const found = calibrationOf(few, 4);
    expect(found?.bins.map(({ images }) => images)).toEqual([1, 0, 0, 1]);
    expect(found?.bins[1]).toMatchObject({ confidence: null, accuracy: null });
    expect(found?.error).toBe(0);
  });
});

describe('the images of a cell', () => {
  const few = {
    expected: Uint16Array.of(0, 0, 1, 0, 0),
    answered: Uint16Array.of(1, 1, 0, 0, 0),
    confidence: Float32Array.of(0.5, 0.9, 0.7, 0.8, 0.4),
  };
  it('come most confident first, of right answers the most hesitant', () => {
    expect(placesOf(few, { expected: 0, answered: 1 })).toEqual([1, 0]);
    expect(placesOf(few, { expected: 0, answered: 0 })).toEqual([4, 3]);
    expect(placesOf(few, null)).toEqual([1, 2, 0]);
  });
});
