import { describe, expect, it } from 'vitest';
import { compileNamePattern, suggestPattern } from './name-pattern.ts';
import { thrownBy } from './test-files.ts';

const label = (pattern: string, file: string) => compileNamePattern(pattern)(file)?.label ?? null;

describe('patterns of names', () => {
  it.each([
    ['{label}_{number}.png', '7_12.png', '7'],
    ['{label}_{number}.png', 'letter_a_003.PNG', 'letter_a'],
    ['{label}_{number}.png', 'letter_a_x.png', null],
    ['{label}_{anything}.png', 'letter_a_003.png', 'letter'],
    ['{label}_*', 'deep/er/七_1.jpg', '七'],
    ['{label}{number}.png', 'ab12.png', 'ab'],
    ['{ Label }/*', 'train/A/x.png', 'A'],
    ['{label}/{anything}', 'x.png', null],
    ['scan-*-{label}.gif', 'scan-3-4-b.gif', '4-b'],
    ['{label}.png', '.png', null],
    ['{label}é.png', 'ae\u0301.png', 'a'],
    ['{label}*', '😀x', '😀'],
  ])('%s on %s gives %s', (pattern, file, expected) => {
    expect(label(pattern, file)).toBe(expected);
  });

  it('takes the split from its place; a word that names none is no match', () => {
    const match = compileNamePattern('{split}/{label}-{number}.jpg');
    expect(match('set/Training/7-1.jpg')).toEqual({ label: '7', split: 'train' });
    expect(match('test/7-1.jpg')).toEqual({ label: '7', split: 'test' });
    expect(match('val/x-y-1.jpg')).toEqual({ label: 'x-y', split: 'validation' });
    expect(match('other/7-1.jpg')).toBeNull();
  });

  it('says what is wrong with a pattern', async () => {
    for (const [pattern, code] of [
      ['{number}.png', 'pattern.noLabel'],
      ['{label}_{label}', 'pattern.twice'],
      ['{labl}.png', 'pattern.unknownField'],
      ['{label', 'pattern.brace'],
      ['{label}}', 'pattern.brace'],
      ['{label}{}', 'pattern.brace'],
      ['{label}' + 'a'.repeat(200), 'pattern.tooLong'],
    ] as const)
      await thrownBy(() => compileNamePattern(pattern), code);
  });

  it('a pattern that would make a backtracking matcher hang is answered at once', () => {
    const match = compileNamePattern('{label}' + '*a'.repeat(60) + '{number}');
    // Some 100 x 120 x 250 steps; a matcher that tries all ways takes longer than the universe.
    for (let i = 0; i < 100; i++) expect(match('a'.repeat(250))).toBeNull();
  });

  it('suggests what fits nearly all names', () => {
    const names = (make: (i: number) => string) => Array.from({ length: 40 }, (_, i) => make(i));
    expect(suggestPattern(names((i) => `${i % 4}_${i}.png`))).toBe('{label}_{number}.*');
    expect(suggestPattern(names((i) => `scan_${i}_${'abc'[i % 3]}.jpg`))).toBe(
      '*_{number}_{label}.*',
    );
    expect(suggestPattern(names((i) => `train/${i % 3}/${i}.png`))).toBe('{split}/{label}/*');
    expect(suggestPattern(names((i) => `photo${i}`))).toBeNull();
  });
});
