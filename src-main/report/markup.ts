/** HTML from templates in which every value is escaped, unless it is markup that was made the same way. */
import { escapeXml } from '../../src-shared/escape.ts';

export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Value = string | number | Markup | null | readonly Value[];

function textOf(value: Value): string {
  if (value === null) return '';
  if (value instanceof Markup) return value.text;
  if (typeof value === 'object') return value.map(textOf).join('');
  return escapeXml(String(value));
}

/** Values may stand where text stands and in quoted attributes. */
export const html = (parts: TemplateStringsArray, ...values: readonly Value[]): Markup =>
  new Markup(parts.reduce((all, part, i) => all + textOf(values[i - 1]) + part));

/** Markup that something else wrote, which escapes what it is given (the SVG of a chart). */
export const trusted = (text: string): Markup => new Markup(text);
