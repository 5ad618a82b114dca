/** What the colours around zero mean, in words. */
import type { Formats } from '../../../src-shared/text/format.ts';
import type { useText } from '../../i18n/index.ts';

type Translate = ReturnType<typeof useText>['t'];

/** @param reach what has the full colour */
export const scaleText = (reach: number, t: Translate, { measure }: Formats): string =>
  t('ui.mind.scale', { low: measure(-reach), high: measure(reach) });
