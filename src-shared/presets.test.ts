import { expect, it } from 'vitest';
import { presetGroupNames, presetNames, presetsIn } from './presets.ts';

it('every preset is offered in one group, ours first', () => {
  expect(presetGroupNames.flatMap(presetsIn).sort()).toEqual([...presetNames].sort());
  expect(presetsIn('own')).toContain('default');
  expect(presetsIn('published')).toContain('book');
  expect(presetsIn('baselines')).toEqual(['nearest-neighbours', 'linear-svm']);
});
