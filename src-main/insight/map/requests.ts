/** What the map's thread can be asked, by name. */
import type { MadeMap, MapFrame, MapLayer, MapMethod } from '../../../src-shared/map.ts';
import type { LabData } from '../lab/judge-images.ts';

export interface MapRequest {
  /** Of the run whose answers are told, and whose layer is read; null without one. */
  model: string | null;
  /** Null: pixels. */
  layer: number | null;
  data: LabData;
  indices: Uint32Array;
  /** Names images and what they are compared by: asked again, both are still known. */
  key: string;
  method: MapMethod;
  neighbours: number;
  minimumDistance: number;
  seed: number;
  /** The memory of a `Steering`. */
  steering: SharedArrayBuffer;
}

export interface MapRequests {
  layers: (args: { model: string }) => MapLayer[];
  make: (args: MapRequest, tell: (frame: MapFrame) => void) => Promise<MadeMap>;
}
