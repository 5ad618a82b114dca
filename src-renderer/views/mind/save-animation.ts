/** Saves pictures that move, in the colours of the theme. */
import type { Animation, AnimationFormat } from '../../../src-shared/film.ts';
import { call } from '../../api.ts';
import { type Palette, readColour } from './signal-colours.ts';

/** False when the person cancels it. */
export const saveAnimation = (
  name: string,
  format: AnimationFormat,
  animation: Animation,
): Promise<boolean> => call('mind/saveFilm', { name, format, animation });

export function tokenPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => readColour(style.getPropertyValue(name));
  return { low: token('--series-1'), zero: token('--paper'), high: token('--seal') };
}
