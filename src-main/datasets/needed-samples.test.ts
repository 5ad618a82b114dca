import { expect, it } from 'vitest';
import { wholeView } from '../../src-shared/browse.ts';
import { Browsing } from './browse.ts';
import { neededSamples } from './needed-samples.ts';
import { openDataset } from './open.ts';
import type { DatasetRequest } from './protocol.ts';
import { greyPng, makeFolder } from './test-files.ts';

it('a question waits for the pixels that it is about, and for no others', async () => {
  const dataset = await openDataset(
    makeFolder({ 'a/1.png': greyPng(1), 'a/2.png': greyPng(2), 'b/1.png': greyPng(3) }),
  );
  const browsing = new Browsing(dataset);
  const needed = (name: DatasetRequest['name'], argument: unknown): unknown => {
    const found = neededSamples({ id: 1, name, argument }, browsing, dataset.summary);
    return typeof found === 'string' ? found : [...found];
  };
  expect(needed('samples', { offset: 1, limit: 9 })).toEqual([1, 2]);
  expect(needed('samples', { offset: 0, limit: 9, label: 1 })).toEqual([2]);
  expect(needed('samples', { offset: 0, limit: 1, order: 'ink' })).toBe('all');
  expect(needed('pictures', [2, 0, 99])).toEqual([2, 0]);
  expect(needed('counts', { view: wholeView, revision: 0 })).toBe('none');
  expect(needed('indices', { view: { ...wholeView, order: 'distance' }, revision: 0 })).toBe('all');
  expect(needed('useOverlay', {})).toBe('none');
  expect(needed('means', { from: 0, count: 1 })).toBe('all');
});
