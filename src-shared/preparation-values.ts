/** Preparations that come from elsewhere: a form, a command line, a model file. */
import { asFilesAre, type Preparation, preparedSides } from './preparation.ts';

const isWhole = (value: unknown, minimum: number, maximum: number): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= minimum && value <= maximum;

const isFlag = (value: unknown): value is boolean => typeof value === 'boolean';

const isSide = (value: unknown): value is number =>
  isWhole(value, preparedSides.minimum, preparedSides.maximum);

function isSize(value: unknown): value is Preparation['size'] {
  if (value === null) return true;
  if (typeof value !== 'object') return false;
  return 'width' in value && 'height' in value && isSide(value.width) && isSide(value.height);
}

/** What each field may be. */
export const preparationFields: {
  [K in keyof Preparation]: (value: unknown) => value is Preparation[K];
} = {
  invert: isFlag,
  threshold: (value): value is Preparation['threshold'] =>
    value === null || value === 'otsu' || isWhole(value, 0, 254),
  crop: isFlag,
  margin: (value): value is number => isWhole(value, 0, 100),
  size: isSize,
  box: (value): value is Preparation['box'] =>
    value === null || isWhole(value, 1, preparedSides.maximum),
  centre: isFlag,
};

export const preparationNames = Object.keys(preparationFields) as (keyof Preparation)[];

export function isPreparation(value: unknown): value is Preparation {
  if (typeof value !== 'object' || value === null) return false;
  const fields = value as Record<string, unknown>;
  return (
    Object.keys(fields).every((name) => Object.hasOwn(asFilesAre, name)) &&
    preparationNames.every((name) => preparationFields[name](fields[name]))
  );
}

/**
 * As a person writes it: `invert threshold=otsu crop margin=10 size=28x28 box=20 centre`; `none` for nothing.
 * Read back by the command line's options of the same names.
 */
export function preparationText(preparation: Preparation): string {
  const { invert, threshold, crop, margin, size, box, centre } = preparation;
  const words = [
    invert && 'invert',
    threshold !== null && `threshold ${threshold}`,
    crop && (margin > 0 ? `crop, margin ${margin} %` : 'crop'),
    size && `size ${size.width} x ${size.height}`,
    box !== null && `box ${box}`,
    centre && 'centre',
  ].filter((word) => typeof word === 'string');
  return words.length === 0 ? 'none' : words.join(', ');
}
