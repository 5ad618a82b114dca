/** A layer as its choice and its heading name it. */
import type { Stage } from '../../../src-shared/inside.ts';
import type { useText } from '../../i18n/index.ts';

type Translate = ReturnType<typeof useText>['t'];

/** @param place among the stages, from 0 */
export function stageName(stage: Stage, place: number, t: Translate): string {
  const number = place + 1;
  if (stage.isOutput) return t('ui.inside.stage.output', { number, count: stage.channels });
  if (stage.kind === 'dense') return t('ui.inside.stage.dense', { number, count: stage.channels });
  return t('ui.inside.stage.maps', {
    number,
    name: stage.name,
    count: stage.channels,
    size: `${stage.height} x ${stage.width}`,
  });
}
