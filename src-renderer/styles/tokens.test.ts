/** The contrasts of the colours, in both themes: 4.5 for text, 3 for lines and edges (WCAG 2.2, 1.4.3 and 1.4.11). */
import { describe, expect, test } from 'vitest';
import { darkInks, type Ink, inkNames, lightInks } from '../../src-shared/charts/print-colours.ts';
import css from './tokens.css?raw';

const [lightRules, darkRules] = css.split(":root[data-theme='dark']");
const coloursOf = (rules: string): [string, string][] =>
  [...rules.matchAll(/--([\w-]+):\s*(#[\da-f]{6});/g)].map(([, name, hex]) => [name, hex]);
const light = new Map(coloursOf(lightRules));
const dark = new Map([...light, ...coloursOf(darkRules)]);

/** Relative luminance of an sRGB colour, WCAG 2.2. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(a: string, b: string): number {
  const [darker, lighter] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (lighter + 0.05) / (darker + 0.05);
}

const grounds = ['paper', 'paper-raised', 'paper-sunken'];
const on = (names: string[], against: string[]): string[][] =>
  names.flatMap((name) => against.map((ground) => [name, ground]));
const texts = [
  ...on(['ink', 'ink-soft', 'ink-faint', 'seal-text', 'good', 'bad', 'warn'], grounds),
  ...on(['ink', 'ink-soft', 'ink-faint'], ['paper-hover']),
  ...on(['on-seal'], ['seal', 'seal-hover']),
  ['good', 'good-wash'],
  ['bad', 'bad-wash'],
  ['warn', 'warn-wash'],
  ['ink', 'warn-wash'],
];
const series = Array.from({ length: 8 }, (_, i) => `series-${i + 1}`);
const lines = on(['focus', 'line-strong', 'seal-text', ...series], ['paper', 'paper-raised']);

describe.each([
  ['light', light],
  ['dark', dark],
])('%s theme', (_name, colours) => {
  const of = (name: string): string => {
    const colour = colours.get(name);
    if (colour === undefined) throw new Error(`no token --${name}`);
    return colour;
  };
  test.each(texts)('text in --%s on --%s', (text, ground) => {
    expect(contrast(of(text), of(ground))).toBeGreaterThanOrEqual(4.5);
  });
  test.each(lines)('a line in --%s on --%s', (line, ground) => {
    expect(contrast(of(line), of(ground))).toBeGreaterThanOrEqual(3);
  });
});

test('saved charts and reports have these colours', () => {
  const tokenOf = (ink: Ink): string => (ink === 'ground' ? 'paper-raised' : ink);
  for (const ink of inkNames)
    expect([ink, lightInks[ink], darkInks[ink]]).toEqual([
      ink,
      light.get(tokenOf(ink)),
      dark.get(tokenOf(ink)),
    ]);
});
