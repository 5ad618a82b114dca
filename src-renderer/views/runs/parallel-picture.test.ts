import { expect, it } from 'vitest';
import { defaultHyperparameters } from '../../../src-shared/hyperparameters.ts';
import type { RunSummary } from '../../../src-shared/run.ts';
import { figureAxis, parameterAxis } from './parallel.ts';
import { parallelCsv, parallelDrawing } from './parallel-picture.ts';

const run = (id: string, learningRate: number, figure: number | null) =>
  ({
    ...{ id, name: `run ${id}`, figure },
    hyperparameters: { ...defaultHyperparameters, learningRate },
  }) as unknown as RunSummary & { figure: number | null };
const runs = [run('a', 0.01, 0.9), run('b', 0.1, 0.8), run('c', 1, null)];
const figureOf = (one: RunSummary): number | null => (one as (typeof runs)[number]).figure;
const axes = [
  parameterAxis('learningRate', 'Learning rate', runs, (one) =>
    String(one.hyperparameters.learningRate),
  ),
  figureAxis('Accuracy', runs, figureOf, String),
];

it('has a line a run, pale where the brushes hold it back, broken where it has no value', () => {
  const { shapes } = parallelDrawing('Side by side', axes, runs, new Set(['a']), () => 0);
  const lines = shapes.filter((shape) => shape.kind === 'line' && shape.ink === 'series-1');
  expect(lines).toHaveLength(2);
  expect(lines.map((shape) => 'opacity' in shape && shape.opacity)).toEqual([false, 0.15]);
  const texts = shapes.flatMap((shape) => (shape.kind === 'text' ? [shape.text] : []));
  expect(texts).toEqual(
    expect.arrayContaining(['Side by side', 'Learning rate', 'Accuracy', '0.01']),
  );
});

it('writes the values themselves', () => {
  const csv = parallelCsv('Run', axes, runs, (axis, one) =>
    axis.key === 'figure' ? figureOf(one) : one.hyperparameters.learningRate,
  );
  expect(csv.split('\r\n')).toEqual([
    'Run,Learning rate,Accuracy',
    'run a,0.01,0.9',
    'run b,0.1,0.8',
    'run c,1,',
    '',
  ]);
});
