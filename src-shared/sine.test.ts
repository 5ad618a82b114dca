import { expect, test } from 'vitest';
import { cosineOfDegrees, sineOfDegrees } from './sine.ts';

test('quarters of a turn are exact', () => {
  const angles = [-180, -90, 0, 90, 180, 270];
  expect(angles.map(sineOfDegrees).map((value) => value + 0)).toEqual([0, -1, 0, 1, 0, -1]);
  expect(angles.map(cosineOfDegrees).map((value) => value + 0)).toEqual([-1, 0, 1, 0, -1, 0]);
});

test('every angle is right', () => {
  for (let angle = -400; angle <= 400; angle += 0.7) {
    expect(sineOfDegrees(angle)).toBeCloseTo(Math.sin((angle * Math.PI) / 180), 14);
    expect(cosineOfDegrees(angle)).toBeCloseTo(Math.cos((angle * Math.PI) / 180), 14);
  }
});
