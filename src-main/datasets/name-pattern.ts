/** Patterns of file names that a person gives, such as `{split}/{label}_{number}.png`: matched in linear time. */
import type { SplitName } from '../../src-shared/dataset.ts';
import { UserError } from '../../src-shared/errors.ts';
import {
  maximumPatternLength,
  type PatternField,
  patternFields,
} from '../../src-shared/reading-options.ts';
import { splitOfName } from './split-names.ts';

export interface NameMatch {
  label: string;
  /** Null when the pattern has no split; a word that names none is no match. */
  split: SplitName | null;
}

/** What a pattern captures in a file's path from the data set's folder; null when it does not match. */
export type NameMatcher = (relative: string) => NameMatch | null;

type Part = { field: PatternField } | { character: string };

/**
 * A pattern without `/` is compared with the file's name, one with n of them with the last n + 1 parts of its path.
 * Capitals do not matter outside the braces. A field takes as few characters as it can, the earlier ones first.
 * @throws UserError `pattern.*`
 */
export function compileNamePattern(pattern: string): NameMatcher {
  const text = pattern.trim().normalize('NFC');
  if (text.length > maximumPatternLength)
    throw new UserError('pattern.tooLong', { maximum: maximumPatternLength });
  const segments = text.split('/').map((segment) => partsOf(segment, pattern));
  const fields = segments.flat().flatMap((part) => ('field' in part ? [part.field] : []));
  for (const once of ['label', 'split'] as const)
    if (fields.filter((field) => field === once).length > 1)
      throw new UserError('pattern.twice', { pattern, field: `{${once}}` });
  if (!fields.includes('label')) throw new UserError('pattern.noLabel', { pattern });
  return (relative) => {
    const names = relative.normalize('NFC').split('/').slice(-segments.length);
    if (names.length < segments.length) return null;
    const captured: Captures = {};
    for (const [i, parts] of segments.entries())
      if (!matchSegment(parts, [...names[i]], captured)) return null;
    const split = captured.split === undefined ? null : splitOfName(captured.split);
    if (captured.label === undefined || (captured.split !== undefined && split === null))
      return null;
    return { label: captured.label, split };
  };
}

/** @throws UserError `pattern.brace`, `pattern.unknownField` */
function partsOf(segment: string, pattern: string): Part[] {
  const parts: Part[] = [];
  for (const [piece] of segment.matchAll(/\{[^{}]*\}|./gsu)) {
    if (piece === '*') parts.push({ field: 'anything' });
    else if (piece === '{' || piece === '}') throw new UserError('pattern.brace', { pattern });
    else if (piece.length > 2 && piece.startsWith('{')) {
      const name = piece.slice(1, -1).trim().toLowerCase();
      const field = patternFields.find((known) => known === name);
      const fields = patternFields.map((known) => `{${known}}`).join(', ');
      if (!field) throw new UserError('pattern.unknownField', { field: piece, fields });
      parts.push({ field });
    } else if (piece === '{}') throw new UserError('pattern.brace', { pattern });
    else parts.push({ character: piece.toLowerCase() });
  }
  return parts;
}

type Captures = Partial<Record<PatternField, string>>;

/** Steps: parts times characters. */
function matchSegment(
  parts: readonly Part[],
  name: readonly string[],
  captured: Captures,
): boolean {
  const fits = (part: Part, character: string): boolean =>
    'character' in part
      ? part.character === character.toLowerCase()
      : part.field !== 'number' || /^\d$/.test(character);
  /** `ends[i][j]`: whether parts from i on can match the name from j on. */
  const ends = parts.map(() => new Uint8Array(name.length + 1));
  const last = new Uint8Array(name.length + 1);
  last[name.length] = 1;
  ends.push(last);
  for (let i = parts.length - 1; i >= 0; i--)
    for (let j = name.length - 1; j >= 0; j--) {
      if (!fits(parts[i], name[j])) continue;
      const goesOn = 'field' in parts[i] && ends[i][j + 1] === 1;
      if (goesOn || ends[i + 1][j + 1] === 1) ends[i][j] = 1;
    }
  if (ends[0][0] === 0) return false;
  let at = 0;
  for (const [i, part] of parts.entries()) {
    const from = at;
    at += 1;
    if ('field' in part) {
      while (ends[i + 1][at] === 0) at += 1;
      captured[part.field] = name.slice(from, at).join('');
    }
  }
  return true;
}

/** Patterns that people use, the more particular first. */
const usual: readonly string[] = [
  '{split}/{label}/*',
  '{split}/{label}_{number}.*',
  '{split}/{label}-{number}.*',
  '{label}_{number}.*',
  '{label}-{number}.*',
  '{label} ({number}).*',
  '{label}.{number}.*',
  '*_{number}_{label}.*',
  '*_{label}_{number}.*',
  '*-{label}-{number}.*',
  '*_{label}.*',
  '*-{label}.*',
  '{label}_*',
  '{label}-*',
  '{label}{number}.*',
  '{label}/*',
];

/** The first usual pattern that fits nearly all files and finds classes that come again, or null. */
export function suggestPattern(files: readonly string[]): string | null {
  if (files.length < 2) return null;
  for (const pattern of usual) {
    const match = compileNamePattern(pattern);
    const labels = files.flatMap((file) => match(file)?.label ?? []);
    const distinct = new Set(labels).size;
    if (labels.length >= 0.9 * files.length && distinct > 1 && 2 * distinct <= labels.length)
      return pattern;
  }
  return null;
}
