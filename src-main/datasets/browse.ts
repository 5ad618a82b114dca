/**
 * Looking through the samples of an open data set: views of them (filtered, ordered) and what is known
 * about each. Lives in the dataset worker, so that no order of 200,000 images keeps a window waiting.
 */
import {
  type Judged,
  type SampleList,
  type SampleView,
  sampleLists,
} from '../../src-shared/browse.ts';
import { splitNames } from '../../src-shared/dataset.ts';
import { overlayFlags } from '../../src-shared/overlay.ts';
import { createRandom } from '../engine/random.ts';
import { classMean, membersOfClasses } from './class-means.ts';
import type { OpenedDataset } from './open.ts';
import { distancesFromMean, inkOf, orderBy } from './view-order.ts';

/** Edits in memory that their owner changes while they are read here. */
export interface SharedOverlay {
  labels: SharedArrayBuffer;
  flags: SharedArrayBuffer;
}

/** A view in the state of the edits that its revision names. */
export interface ViewQuery {
  view: SampleView;
  revision: number;
}

/** Views that are kept, those used last. */
const keptViews = 64;

export class Browsing {
  readonly #dataset: OpenedDataset;
  readonly #splits: Uint8Array;
  labels: Uint16Array;
  flags: Uint8Array;
  /** By list the samples in its order; of `suspicious` with what was said of each. */
  readonly #lists = new Map<SampleList, Uint32Array>();
  readonly #judged = new Map<'model' | 'suspicious', Judged>();
  /** Place of each sample in what was judged, or -1. */
  readonly #places = new Map<'model' | 'suspicious', Int32Array>();
  readonly #views = new Map<string, Uint32Array>();
  readonly #orders = new Map<string, { key: string; order: Uint32Array }>();
  /** Grows when lists or judgements change: views of before are then no longer true. */
  #generation = 0;

  constructor(dataset: OpenedDataset) {
    this.#dataset = dataset;
    this.#splits = new Uint8Array(dataset.splits);
    this.labels = new Uint16Array(dataset.labels);
    this.flags = new Uint8Array(this.#splits.length);
  }

  useOverlay({ labels, flags }: SharedOverlay): void {
    this.labels = new Uint16Array(labels);
    this.flags = new Uint8Array(flags);
    this.#forget();
  }

  /** What the model in use says of the samples; null takes it back. */
  setJudged(kind: 'model' | 'suspicious', judged: Judged | null): void {
    this.#forget();
    if (!judged) {
      this.#judged.delete(kind);
      this.#places.delete(kind);
      if (kind === 'suspicious') this.#lists.delete(kind);
      return;
    }
    this.#judged.set(kind, judged);
    const places = new Int32Array(this.#splits.length).fill(-1);
    for (const [place, sample] of judged.samples.entries()) places[sample] = place;
    this.#places.set(kind, places);
    if (kind === 'suspicious') this.#lists.set(kind, judged.samples);
  }

  setGiven(samples: Uint32Array): void {
    this.#forget();
    this.#lists.set('given', samples);
  }

  /** Where a sample stands in what was judged; null where it was not. */
  judgementOf(kind: 'model' | 'suspicious', sample: number) {
    const judged = this.#judged.get(kind);
    const place = this.#places.get(kind)?.[sample] ?? -1;
    if (!judged || place < 0) return null;
    const loss = judged.loss[place];
    return {
      label: judged.labels[place],
      predicted: judged.predicted[place],
      ofLabel: judged.ofLabel[place],
      ofPredicted: judged.ofPredicted[place],
      loss: Number.isNaN(loss) ? null : loss,
    };
  }

  /** The samples of the view in its order. */
  indicesOf({ view, revision }: ViewQuery): Uint32Array {
    const key = JSON.stringify([view, revision, this.#generation]);
    const known = this.#views.get(key);
    if (known) {
      this.#views.delete(key);
      this.#views.set(key, known);
      return known;
    }
    const found = this.#filter(view, this.#ordered(view, revision));
    this.#views.set(key, found);
    for (const oldest of this.#views.keys()) {
      if (this.#views.size <= keptViews) break;
      this.#views.delete(oldest);
    }
    return found;
  }

  /** Images of the view and how many of them each class has. */
  countsOf(query: ViewQuery): { total: number; perClass: number[] } {
    const indices = this.indicesOf(query);
    const perClass = new Array<number>(this.#dataset.summary.classes.length).fill(0);
    for (let k = 0; k < indices.length; k++) perClass[this.labels[indices[k]]] += 1;
    return { total: indices.length, perClass };
  }

  /** Mean images of `count` classes from `from` on, `[count, height, width]`, rounded. */
  means(from: number, count: number): Uint8Array<ArrayBuffer> {
    const { width, height, classes } = this.#dataset.summary;
    const area = width * height;
    const pixels = new Uint8Array(this.#dataset.pixels);
    const members = membersOfClasses(this.labels, classes.length).slice(from, from + count);
    const means = new Uint8Array(members.length * area);
    for (const [place, ofClass] of members.entries()) {
      const mean = classMean(pixels, area, ofClass, this.flags);
      for (let p = 0; p < area; p++) means[place * area + p] = Math.round(mean[p]);
    }
    return means;
  }

  #forget(): void {
    this.#generation += 1;
    this.#views.clear();
  }

  #ordered(view: SampleView, revision: number): Uint32Array {
    const { order, list } = view;
    if (order === 'list') {
      const wanted = list ?? sampleLists[0];
      return this.#lists.get(wanted) ?? new Uint32Array(0);
    }
    const samples = this.#splits.length;
    // Ink never changes; the others do with the labels or with what was judged.
    const key = order === 'ink' || order === 'file' ? '' : `${revision} ${this.#generation}`;
    const known = this.#orders.get(order);
    if (known?.key === key) return known.order;
    const keys = (): ArrayLike<number> => {
      switch (order) {
        case 'file':
          return { length: samples };
        case 'class':
          return this.labels;
        case 'ink':
          return inkOf(this.#dataset);
        case 'distance':
          return distancesFromMean(this.#dataset, this.labels, this.flags);
        default:
          return this.#judgedKeys(order);
      }
    };
    const made =
      order === 'file' ? Uint32Array.from({ length: samples }, (_, i) => i) : orderBy(keys());
    this.#orders.set(order, { key, order: made });
    return made;
  }

  #judgedKeys(order: 'loss' | 'confidence'): Float32Array {
    const keys = new Float32Array(this.#splits.length).fill(NaN);
    const judged = this.#judged.get('model');
    if (!judged) return keys;
    const from = order === 'loss' ? judged.loss : judged.ofPredicted;
    for (const [place, sample] of judged.samples.entries()) keys[sample] = from[place];
    return keys;
  }

  #filter(view: SampleView, order: Uint32Array): Uint32Array {
    const { split, label, edited, list, drawn, descending } = view;
    const { excluded, marked, relabelled } = overlayFlags;
    const wantedSplit = split === null ? null : splitNames.indexOf(split);
    const bits = { marked, excluded, relabelled, kept: excluded };
    const isListed = list !== null && view.order !== 'list' ? this.#membership(list) : null;
    const isDrawn = drawn ? this.#draw(view) : null;
    const found = new Uint32Array(order.length);
    let count = 0;
    for (let k = 0; k < order.length; k++) {
      const i = order[descending ? order.length - 1 - k : k];
      if (wantedSplit !== null && this.#splits[i] !== wantedSplit) continue;
      if (label !== null && this.labels[i] !== label) continue;
      if (edited !== null && ((this.flags[i] & bits[edited]) !== 0) === (edited === 'kept'))
        continue;
      if (isListed && isListed[i] === 0) continue;
      if (isDrawn && isDrawn[i] === 0) continue;
      found[count++] = i;
    }
    return found.slice(0, count);
  }

  #membership(list: SampleList): Uint8Array {
    const isListed = new Uint8Array(this.#splits.length);
    for (const sample of this.#lists.get(list) ?? []) isListed[sample] = 1;
    return isListed;
  }

  /** 1 for each drawn sample: of those that the rest of the view leaves, class by class. */
  #draw(view: SampleView): Uint8Array {
    const isDrawn = new Uint8Array(this.#splits.length);
    const { drawn } = view;
    if (!drawn) return isDrawn;
    const left = this.#filter(
      { ...view, label: null, drawn: null, order: 'file', descending: false },
      Uint32Array.from({ length: this.#splits.length }, (_, i) => i),
    );
    const members = new Map<number, number[]>();
    for (const i of left) {
      const ofClass = members.get(this.labels[i]);
      if (ofClass) ofClass.push(i);
      else members.set(this.labels[i], [i]);
    }
    for (const [label, ofClass] of members) {
      const order = createRandom(drawn.seed, 'browse', label).permutation(ofClass.length);
      for (const place of order.subarray(0, drawn.perClass)) isDrawn[ofClass[place]] = 1;
    }
    return isDrawn;
  }
}
