/** What goes on inside a network: its units, an image on its way through, and why it answers so. */
import type {
  AblationResult,
  FollowedImage,
  InsideImage,
  InsideNetwork,
  LayerSurvey,
  MaximisedUnits,
  SmallestChange,
  UnitPictures,
  WhyAnswer,
  WhyQuestion,
} from '../inside.ts';

/** A layer of a run's model, by its place among the network's layers. */
export interface InsideLayer {
  runId: string;
  layer: number;
}

export interface InsideCalls {
  'inside/network': (args: { runId: string }) => InsideNetwork;
  /** Null where the weights are no pictures: the layer does not read pixels. */
  'inside/weights': (args: InsideLayer & { units: number[] }) => UnitPictures | null;
  /** A job, unless the answer is known; of several the newest goes on, the others are cancelled. */
  'inside/survey': (args: InsideLayer & { datasetId: string }) => LayerSurvey;
  /** As `inside/survey`. */
  'inside/ablation': (args: InsideLayer & { datasetId: string }) => AblationResult;
  /** As `inside/survey`. */
  'inside/maximise': (args: InsideLayer & { units: number[] }) => MaximisedUnits;
  'inside/follow': (args: { runId: string; image: InsideImage }) => FollowedImage;
  'inside/why': (args: { runId: string; image: InsideImage; question: WhyQuestion }) => WhyAnswer;
  /** `target`: the class that it is to become; null for whichever is nearest. */
  'inside/change': (args: {
    runId: string;
    image: InsideImage;
    target: number | null;
  }) => SmallestChange;
}

export const insideCalls: Record<keyof InsideCalls, true> = {
  'inside/network': true,
  'inside/weights': true,
  'inside/survey': true,
  'inside/ablation': true,
  'inside/maximise': true,
  'inside/follow': true,
  'inside/why': true,
  'inside/change': true,
};
