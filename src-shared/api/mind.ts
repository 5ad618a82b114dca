/** The backward query. */
import type {
  QueryEvidence,
  QueryMethod,
  QueryResult,
  QuerySettings,
  QueryTarget,
  SecondOpinion,
} from '../backward-query.ts';
import type { Polarity } from '../dataset.ts';
import type { Animation, AnimationFormat } from '../film.ts';

export interface MindQuery {
  /** Given by the window, to know the frames by and to cancel it. */
  id: string;
  runId: string;
  method: QueryMethod;
  settings: QuerySettings;
  targets: readonly QueryTarget[];
  /** One of `mind/epochs`; null for the run's model. */
  epoch: number | null;
  /** Random weights instead of the network's own, drawn by this seed. */
  control: number | null;
}

export interface MindCalls {
  /** Asks a network backwards; `mindFrame` tells where it stands. */
  'mind/query': (args: MindQuery) => QueryResult;
  /** Ends it: its pictures are what they are by then. */
  'mind/cancel': (args: { id: string }) => null;
  /** What the model of another run says of pictures, `[any, height, width]`. */
  'mind/opinion': (args: {
    runId: string;
    pixels: Uint8Array;
    width: number;
    height: number;
    polarity: Polarity;
  }) => SecondOpinion;
  /** Null while the run's data set is not open. */
  'mind/evidence': (args: { runId: string }) => QueryEvidence | null;
  /** The epochs of a run whose weights can be asked, rising; 0: before the first. */
  'mind/epochs': (args: { runId: string }) => number[];
  /** As `mind/save`, of pictures that move; `name` without its ending. */
  'mind/saveFilm': (args: {
    name: string;
    format: AnimationFormat;
    animation: Animation;
  }) => boolean;
  /** Asks where to save a PNG, beginning with a name; false when the person cancels it. */
  'mind/save': (args: { name: string; png: Uint8Array }) => boolean;
}

export const mindCalls: Record<keyof MindCalls, true> = {
  'mind/query': true,
  'mind/cancel': true,
  'mind/opinion': true,
  'mind/evidence': true,
  'mind/save': true,
  'mind/epochs': true,
  'mind/saveFilm': true,
};
