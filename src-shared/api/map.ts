/** The map of the data. */
import type { ImageChoice } from '../lab.ts';
import type { DataMap, MapGround, MapMethod } from '../map.ts';

export interface MapQuestion {
  /** Given by the window, to know the frames by and to cancel it. */
  id: string;
  datasetId: string;
  /** The run whose answers colour the points; null for none. */
  runId: string | null;
  /** The run's layer that the images are compared by; null for their pixels. */
  layer: number | null;
  choice: ImageChoice;
  count: number;
  method: MapMethod;
  neighbours: number;
  minimumDistance: number;
  seed: number;
}

export interface MapCalls {
  'map/ground': (args: { datasetId: string; runId: string | null }) => MapGround;
  /** A job. The points on their way are told as `mapFrame`; the one before it is cancelled. */
  'map/make': (args: MapQuestion) => DataMap;
  'map/cancel': (args: { id: string }) => null;
  /** Labels as they count now and flags of the edits, of these samples. */
  'map/labels': (args: { datasetId: string; indices: Uint32Array }) => {
    labels: Uint16Array;
    flags: Uint8Array;
  };
}

export const mapCalls: Record<keyof MapCalls, true> = {
  'map/ground': true,
  'map/make': true,
  'map/cancel': true,
  'map/labels': true,
};
