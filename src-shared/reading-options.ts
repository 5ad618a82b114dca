/** How a folder is to be read where its files alone do not say it: given by a person, remembered for the folder. */
import type { SplitName } from './dataset.ts';

export interface ReadingOptions {
  /** How the names of the files are built, such as `{label}_{number}.png`; see `patternFields`. */
  namePattern?: string;
  /** The folder's picture is a sheet of many samples. */
  sheet?: SheetOptions;
  /** Rows and columns of every image change places. */
  transposed?: boolean;
}

/** A picture cut into a grid of equal cells from its upper left corner; what is left over is not read. */
export interface SheetOptions {
  cellWidth: number;
  cellHeight: number;
  /** What has one class: rows of cells, or columns. */
  classBy: SheetDirection;
  /** Rows (or columns) after each other that have the same class. */
  perClass: number;
  /** Class names in the order of the sheet; without names they are counted from 0. */
  classes?: string[];
}

export const sheetDirections = ['row', 'column'] as const;
export type SheetDirection = (typeof sheetDirections)[number];

/**
 * What can stand in braces in a pattern: the class, the split, a whole number, and whatever does not matter. Each
 * stands for at least one character, none for a `/`. `*` is a short form of `{anything}`.
 */
export const patternFields = ['label', 'split', 'number', 'anything'] as const;
export type PatternField = (typeof patternFields)[number];

export const maximumPatternLength = 200;
/** Smaller cells are no pictures of a character. Pixels. */
export const minimumCellSide = 2;

/** What a pattern captures: some of the files, and all of them counted. */
export interface NamesPreview {
  files: { file: string; label: string | null; split: SplitName | null }[];
  total: number;
  matched: number;
  /** The first class names, and how many there are. */
  classes: string[];
  classCount: number;
  /** Not every file of a very large folder is looked at. */
  isComplete: boolean;
  /** A pattern that would fit, where one is found. */
  suggestion: string | null;
}

/** The picture that would be cut. */
export interface SheetPreview {
  file: string;
  /** Of the picture as it is. */
  width: number;
  height: number;
  /** Of `pixels`: made smaller where it is large. */
  shownWidth: number;
  shownHeight: number;
  /** Grey levels, `[shownHeight, shownWidth]`. */
  pixels: Uint8Array;
  suggestion: SheetOptions | null;
}

/** Rows and columns of cells, and how many classes they hold. */
export function gridOf(width: number, height: number, sheet: SheetOptions) {
  const rows = Math.floor(height / sheet.cellHeight);
  const columns = Math.floor(width / sheet.cellWidth);
  const lines = sheet.classBy === 'row' ? rows : columns;
  return { rows, columns, classes: Math.ceil(lines / sheet.perClass) };
}

export function isPlainReading(options: ReadingOptions): boolean {
  return !options.namePattern && !options.sheet && !options.transposed;
}
