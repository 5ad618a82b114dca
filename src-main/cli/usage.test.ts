import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inkling, root, sample } from '../testing/command-line.ts';
import { temporaryFolder } from '../testing/strokes.ts';

describe('the command line: how it is used', () => {
  it.each([
    [['train', sample, '--learningRate', '-1'], 1, '--learningRate must be above 0'],
    [
      ['train', sample, '--learningRate', 'NaN'],
      1,
      '--learningRate must be a number, but is "NaN"',
    ],
    [
      ['train', sample, '--learningRate', 'fast'],
      1,
      '--learningRate must be a number, but is "fast"',
    ],
    [
      ['train', sample, '--earlyStopping', '2', '--validationFraction', '0'],
      1,
      '--earlyStopping goes by the validation images, and there are none',
    ],
    [['train', sample, '--schedule', 'sine'], 1, '--schedule must be one of constant, step'],
    [['train', sample, '--epochs', '1.5'], 1, '--epochs must be a whole number'],
    [['train', sample, '--hiddenLayers', '10,x'], 1, '--hiddenLayers: "x" is no layer'],
    [['train', sample, '--preset', 'magic'], 1, 'no preset named magic'],
    [['train', sample, '--hiddenLayers', '4096,4096,4096,4096'], 1, 'at most 50000000'],
    [['train', join(root, 'package.json')], 1, 'is a file, not a folder'],
    [['train', '/no/such/folder'], 1, 'does not exist'],
    [['train', sample, '--colour', 'red'], 2, "Unknown option '--colour'"],
    [['train'], 2, 'missing <path>'],
    [['train', sample, '--threads', 'all'], 2, '--threads takes a number'],
    [['runs', 'shuffle'], 2, 'list, show, compare, export, import, delete'],
    [['dance'], 2, 'there is no command "dance"'],
    [['evaluate', join(root, 'package.json'), sample], 1, 'is not a sound model file'],
  ])('says what is wrong with %j', async (words, code, cause) => {
    const ended = await inkling(...words, '--data-dir', temporaryFolder());
    expect(ended.stderr).toContain(cause);
    expect(ended.stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(ended.code).toBe(code);
    expect(ended.stdout).toBe('');
  });

  it('explains itself', async () => {
    const { code, stdout } = await inkling('--help');
    expect(code).toBe(0);
    for (const word of ['datasets info', 'keras-mlp', '--learningRate', '--data-dir'])
      expect(stdout).toContain(word);
  });
});
