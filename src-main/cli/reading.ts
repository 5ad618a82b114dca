/** How a data set is to be read, on the command line: the options of every command that opens one. */
import {
  type ReadingOptions,
  type SheetDirection,
  sheetDirections,
  type SheetOptions,
} from '../../src-shared/reading-options.ts';
import { UsageError } from './arguments.ts';

export const readingFlags = {
  'name-pattern': { type: 'string' },
  sheet: { type: 'string' },
  'class-by': { type: 'string' },
  'per-class': { type: 'string' },
  classes: { type: 'string' },
  transposed: { type: 'boolean' },
  'as-found': { type: 'boolean' },
} as const;

type Values = { [N in keyof typeof readingFlags]?: string | boolean | undefined };

/** Undefined when nothing is said: the folder is read as the last time. @throws UsageError */
export function readingIn(values: Values): ReadingOptions | undefined {
  const how: ReadingOptions = {};
  const pattern = values['name-pattern'];
  if (typeof pattern === 'string') how.namePattern = pattern;
  const sheet = sheetIn(values);
  if (sheet) how.sheet = sheet;
  if (values.transposed === true) how.transposed = true;
  const saysSomething = Object.keys(how).length > 0;
  if (how.namePattern !== undefined && how.sheet)
    throw new UsageError('--name-pattern and --sheet are two ways of reading: give one');
  if (values['as-found'] === true && saysSomething)
    throw new UsageError('--as-found means without any other way of reading');
  return saysSomething || values['as-found'] === true ? how : undefined;
}

function sheetIn(values: Values): SheetOptions | null {
  const { sheet, classes } = values;
  const [classBy, perClass] = [values['class-by'], values['per-class']];
  if (typeof sheet !== 'string') {
    for (const name of ['class-by', 'per-class', 'classes'] as const)
      if (values[name] !== undefined) throw new UsageError(`--${name} belongs to --sheet`);
    return null;
  }
  const size = /^(\d{1,4})x(\d{1,4})$/i.exec(sheet);
  if (!size) throw new UsageError(`--sheet takes the size of a cell such as 20x20, not "${sheet}"`);
  if (classBy !== undefined && !isDirection(classBy))
    throw new UsageError(`--class-by takes ${sheetDirections.join(' or ')}, not "${classBy}"`);
  if (perClass !== undefined && !/^[1-9]\d{0,4}$/.test(String(perClass)))
    throw new UsageError(`--per-class takes a number of rows or columns, not "${perClass}"`);
  return {
    cellWidth: Number(size[1]),
    cellHeight: Number(size[2]),
    classBy: classBy ?? 'row',
    perClass: Number(perClass ?? 1),
    ...(typeof classes === 'string' ? { classes: classes.split(',') } : {}),
  };
}

const isDirection = (word: string | boolean): word is SheetDirection =>
  (sheetDirections as readonly (string | boolean)[]).includes(word);
