/** What the laboratory's thread can be asked, by name. */
import type { LabDrawing } from '../../../src-shared/api/lab.ts';
import type { Damage, DamageName, LesionPlan } from '../../../src-shared/damage.ts';
import type { DamagePoint, SilencedAnswer, UnitName } from '../../../src-shared/lab.ts';
import type { Prediction } from '../../../src-shared/prediction.ts';
import type { JudgedImages, LabData } from './judge-images.ts';

/** A model's file, images of an open data set, and the memory of a `Steering`. */
export interface ImagesQuestion {
  model: string;
  data: LabData;
  indices: Uint32Array;
  steering: SharedArrayBuffer;
}

/** An image of an open data set that fits the model. */
export interface SampleQuestion {
  model: string;
  data: LabData;
  index: number;
}

export interface LabRequests {
  judge: (
    args: ImagesQuestion,
  ) => Promise<JudgedImages & { outputsAreProbabilities: boolean; classes: string[] }>;
  robustness: (
    args: ImagesQuestion & { damage: DamageName; seed: number },
  ) => Promise<DamagePoint[]>;
  lesions: (args: ImagesQuestion & { plan: LesionPlan }) => Promise<DamagePoint[]>;
  /** The answer about an image after the damages, one after the other. */
  damaged: (args: SampleQuestion & { damages: readonly Damage[] }) => Prediction;
  /** As `damaged`, of the network's picture of a drawing. @throws UserError `pad.empty` */
  damagedDrawing: (args: Omit<LabDrawing, 'runId'> & { model: string }) => Prediction;
  silenced: (args: SampleQuestion & { silenced: readonly UnitName[] }) => SilencedAnswer;
  /** As `judge`, with units silenced: the accuracy alone. */
  silencedAccuracy: (args: ImagesQuestion & { silenced: readonly UnitName[] }) => Promise<number>;
}
