/** The messages of both languages: the window, the menu and the command line read the same files. */
import type { ErrorInfo, Reason } from '../errors.ts';
import type { Language } from '../settings.ts';
import { en } from './en/index.ts';
import type { Translated } from './shape.ts';
import { zh } from './zh/index.ts';

/** The shape of the English messages with any text in it: what every language must provide. */
export type Messages = Translated<typeof en>;

export const messages: Readonly<Record<Language, Messages>> = { en, zh };

/** Fills `{name}` with the value of that name. */
export function fill(template: string, values: ErrorInfo['values']): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) =>
    name in values ? String(values[name]) : whole,
  );
}

/** As `fill`, of a template of two forms, `one | more`, the one that fits the count. */
export function fillCount(template: string, count: number, values: ErrorInfo['values']): string {
  const forms = template.split(' | ');
  return fill(forms[count === 1 ? 0 : forms.length - 1], values);
}

/** The sentence for an error; a hyper-parameter is named by its label, a reason by its words. */
export function errorText(error: ErrorInfo, language: Language = 'en'): string {
  const { errors, reasons, hyperparameters } = messages[language];
  const values = { ...error.values };
  const { name, reason } = values;
  if (
    (error.code.startsWith('hyperparameter.') || error.code.startsWith('sweep.')) &&
    typeof name === 'string' &&
    name in hyperparameters
  )
    values['name'] = hyperparameters[name as keyof typeof hyperparameters].label;
  if (typeof reason === 'string' && Object.hasOwn(reasons, reason))
    values['reason'] = fill(reasons[reason as Reason], values);
  return fill(errors[error.code], values);
}
