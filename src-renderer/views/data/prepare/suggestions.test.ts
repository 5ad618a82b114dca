import { describe, expect, it } from 'vitest';
import type { InkPlacement, Polarity } from '../../../../src-shared/dataset.ts';
import { suggestionsFor } from './suggestions.ts';

const suggested = (side: number, ink: InkPlacement | null, polarity: Polarity = 'light') =>
  suggestionsFor({
    inFiles: { width: side, height: side, polarity, classes: [], fingerprint: '' },
    ink,
  }).map(({ kind }) => kind);

describe('the data suggest', () => {
  it('nothing for what is as MNIST is, or fills its pictures', () => {
    expect(suggested(28, { longerSide: [20, 20, 20], offCentre: 0.5 })).toEqual(['centred']);
    expect(suggested(28, { longerSide: [28, 28, 28], offCentre: 3.8 })).toEqual(['fills']);
    expect(suggested(28, null)).toEqual([]);
  });

  it('to centre ink that lies anywhere, as Chinese MNIST has it', () => {
    expect(suggested(64, { longerSide: [15, 25, 39], offCentre: 9.1 })).toEqual(['centre']);
    const [suggestion] = suggestionsFor({
      inFiles: { width: 64, height: 64, polarity: 'light', classes: [], fingerprint: '' },
      ink: { longerSide: [15, 25, 39], offCentre: 9.1 },
    });
    expect(suggestion.change).toEqual({ crop: true, centre: true, box: 46 });
  });

  it('to invert dark ink', () => {
    expect(suggested(8, { longerSide: [8, 8, 8], offCentre: 1 }, 'dark')).toEqual([
      'invert',
      'fills',
    ]);
  });
});
