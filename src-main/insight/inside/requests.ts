/** What the thread of Inside can be asked, by name. */
import type { Drawing } from '../../../src-shared/drawing.ts';
import type {
  AblationResult,
  FollowedImage,
  InsideNetwork,
  MaximisedUnits,
  SmallestChange,
  UnitPictures,
  WhyAnswer,
  WhyQuestion,
} from '../../../src-shared/inside.ts';
import type { GreyImage } from '../predict.ts';
import type { InsideData } from './inputs.ts';
import type { Survey } from './survey.ts';

/** `layer`: its place among the network's layers. */
interface LayerQuestion {
  model: string;
  layer: number;
}
/** `steering`: the memory of a `Steering`. */
interface ImagesQuestion extends LayerQuestion {
  data: InsideData;
  indices: Uint32Array;
  steering: SharedArrayBuffer;
}

/** An image of a data set, or what is on the pad. */
export type AskedImage =
  { image: GreyImage; expected: number | null; asStored: boolean } | { drawing: Drawing };

export interface InsideRequests {
  network: (args: { model: string }) => InsideNetwork;
  weights: (args: LayerQuestion & { units: readonly number[] }) => UnitPictures | null;
  survey: (args: ImagesQuestion) => Promise<Survey>;
  ablation: (args: ImagesQuestion) => Promise<AblationResult>;
  maximise: (
    args: LayerQuestion & {
      units: readonly number[];
      threads: number;
      steering: SharedArrayBuffer;
    },
  ) => Promise<MaximisedUnits>;
  follow: (args: { model: string; image: AskedImage }) => FollowedImage;
  why: (args: { model: string; image: AskedImage; question: WhyQuestion }) => WhyAnswer;
  change: (args: { model: string; image: AskedImage; target: number | null }) => SmallestChange;
}
