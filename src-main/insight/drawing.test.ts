/** A drawing, as the sample's own digits are, asked of a model that was trained on them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Drawing, padSide } from '../../src-shared/drawing.ts';
import { measureInkStyle } from '../../src-shared/ink-style.ts';
import { noCuts, withPlace } from '../../src-shared/split-drawing.ts';
import { digitStrokes, drawingOf, usualHand } from '../testing/handwriting.ts';
import { sampleModel } from '../testing/sample-model.ts';
import { createAnswers } from './answers.ts';
import { readModelFile } from '../models/model-file.ts';

describe('a drawing', () => {
  let [model, end] = ['', (): void => undefined];
  const answers = createAnswers();
  beforeAll(async () => {
    ({ model, end } = await sampleModel());
  });
  afterAll(() => end());

  it('comes with the style that the sample’s digits have', () => {
    const { style } = readModelFile(model).info.preprocessing;
    expect(style).toMatchObject({ centre: 'mass', paper: 0, ink: 255, isBinary: false });
    expect(Math.abs((style?.box ?? 0) - 15)).toBeLessThanOrEqual(1);
    expect(style?.strokeWidth).toBeCloseTo(1.9, 0);
    const seen = digitStrokes.map((lines) => {
      const [{ steps }] = answers.predictDrawing({
        models: [model],
        drawing: drawingOf(lines),
        choices: {},
        split: null,
      });
      return steps[steps.length - 1];
    });
    const drawn = measureInkStyle(seen, 'light');
    expect(Math.abs((drawn?.box ?? 0) - (style?.box ?? 0))).toBeLessThanOrEqual(1);
    expect(drawn?.strokeWidth).toBeCloseTo(style?.strokeWidth ?? 0, 1);
  });

  it('is answered the same wherever it is and whatever the pen', () => {
    const ask = (digit: number, change: Partial<typeof usualHand>) =>
      answers.predictDrawing({
        models: [model],
        drawing: drawingOf(digitStrokes[digit], { ...usualHand, ...change }),
        choices: {},
        split: null,
      })[0].label;
    for (const digit of [0, 2, 7])
      for (const change of [{}, { x: 20, y: 300 }, { width: 16 }, { width: 130 }, { side: 240 }])
        expect([digit, change, ask(digit, change)]).toEqual([digit, change, digit]);
  });

  it('is answered by two models at once', () => {
    const drawing = drawingOf(digitStrokes[3]);
    const [one, other] = answers.predictDrawing({
      models: [model, model],
      drawing,
      choices: {},
      split: null,
    });
    expect(other).toEqual(one);
    expect(one.outputs.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 4);
  });

  it('of several characters is read from left to right, whatever was drawn first', () => {
    const hand = { ...usualHand, side: 500, y: 250 };
    const places = [1400, 100, 750];
    const strokes = [7, 3, 5].flatMap(
      (digit, i) => drawingOf(digitStrokes[digit], { ...hand, x: places[i] }).strokes,
    );
    const drawing: Drawing = { width: 2 * padSide, height: padSide, strokes };
    const [one] = answers.predictDrawing({ models: [model], drawing, choices: {}, split: noCuts });
    expect(one.characters?.map(({ label }) => one.classes[label]).join('')).toBe('357');
    // The answer is that of the newest.
    expect(one.classes[one.label]).toBe('5');
    // A person's own cut through the 5 makes two of it.
    const { left, right } = one.characters?.[1] ?? { left: 0, right: 0 };
    const split = withPlace(noCuts, Math.round((left + right) / 2));
    const [parted] = answers.predictDrawing({ models: [model], drawing, choices: {}, split });
    expect(parted.characters).toHaveLength(4);
    expect(parted.characters?.[0]).toEqual(one.characters?.[0]);
  });

  it('that is empty says so, also when all of it was rubbed out as it was drawn', () => {
    const empty: Drawing = { width: padSide, height: padSide, strokes: [] };
    const ask = (drawing: Drawing) =>
      answers.predictDrawing({ models: [model], drawing, choices: {}, split: null });
    expect(() => ask(empty)).toThrow('pad.empty');
    const drawn = drawingOf(digitStrokes[1]);
    const rubbed = {
      kind: 'erase' as const,
      width: 1024,
      points: Int16Array.of(512, 200, 128, 512, 800, 128),
    };
    expect(() => ask({ ...drawn, strokes: [...drawn.strokes, rubbed] })).toThrow('pad.empty');
  });
});
