/** Options that say how a data set is prepared and what its classes are called. */
import { UserError } from '../../src-shared/errors.ts';
import { asFilesAre, type Preparation, preparedSides } from '../../src-shared/preparation.ts';
import { preparationFields } from '../../src-shared/preparation-values.ts';

export const datasetOptions = {
  invert: { type: 'boolean' },
  threshold: { type: 'string' },
  crop: { type: 'boolean' },
  margin: { type: 'string' },
  size: { type: 'string' },
  box: { type: 'string' },
  centre: { type: 'boolean' },
  'label-names': { type: 'string' },
} as const;

type Values = {
  [K in keyof typeof datasetOptions]?:
    ((typeof datasetOptions)[K]['type'] extends 'boolean' ? boolean : string) | undefined;
};

/** What the options ask for; without any the pictures stay as the files are. @throws UserError `preparation.*` */
export function preparationIn(values: Values): Preparation {
  const { invert = false, crop = values.margin !== undefined, centre = false } = values;
  return {
    ...asFilesAre,
    ...{ invert, crop, centre },
    threshold: thresholdOf(values.threshold),
    margin: wholeNumber('margin', values.margin, 0, 100) ?? 0,
    size: sizeOf(values.size),
    box: wholeNumber('box', values.box, 1, preparedSides.maximum),
  };
}

/** Names apart by commas, in the order of the labels; null without the option. */
export function labelNamesIn({ 'label-names': names }: Values): string[] | null {
  return names?.split(/[,，]/) ?? null;
}

function thresholdOf(text: string | undefined): Preparation['threshold'] {
  if (text === undefined || text === 'otsu') return text ?? null;
  const value = /^\d{1,3}$/.test(text) ? Number(text) : NaN;
  if (preparationFields.threshold(value)) return value;
  throw new UserError('preparation.threshold', { shown: text });
}

function sizeOf(text: string | undefined): Preparation['size'] {
  if (text === undefined) return null;
  const [, width, height = width] = /^(\d{1,3})(?:x(\d{1,3}))?$/.exec(text) ?? [];
  const size = { width: Number(width), height: Number(height) };
  if (preparationFields.size(size)) return size;
  throw new UserError('preparation.size', { shown: text, ...preparedSides });
}

function wholeNumber(
  name: string,
  text: string | undefined,
  minimum: number,
  maximum: number,
): number | null {
  if (text === undefined) return null;
  const value = /^\d{1,3}$/.test(text) ? Number(text) : NaN;
  if (value >= minimum && value <= maximum) return value;
  throw new UserError('preparation.number', { name, shown: text, minimum, maximum });
}
