/**
 * The edits of the open data set, in memory that the dataset worker reads too: each sample's label as it
 * counts now, and its flags. Written here only.
 */
import { type DatasetSummary, type SplitName, splitNames } from '../../src-shared/dataset.ts';
import { UserError } from '../../src-shared/errors.ts';
import { overlayFlags, type OverlayState, type SampleEdit } from '../../src-shared/overlay.ts';
import { hashPacked, noLabel, type PackedEdits, unpackEdits } from '../history/overlay-edits.ts';
import type { OverlayHistory } from '../history/overlays.ts';
import {
  applyEdits,
  countEdits,
  onlyChanged,
  packEdited,
  packNow,
  type OverlayArrays,
} from './overlay-arrays.ts';

const { excluded, marked } = overlayFlags;

/** What is done to some images. Said, not coded: an object for each of 70,000 images would be a freeze. */
export type Change =
  /** The label of each; undefined leaves an image as it is. */
  | { kind: 'relabel'; labelOf: (index: number) => number | undefined }
  | { kind: 'flag'; flag: 'excluded' | 'marked'; on: boolean }
  /** As in the files again. */
  | { kind: 'reset' }
  /** These edits; images without one are as in the files. */
  | { kind: 'replace'; edits: ReadonlyMap<number, SampleEdit> };

export class LiveOverlay {
  readonly summary: DatasetSummary;
  /** Uint16, `[sample]`: with the edits. */
  readonly labels: SharedArrayBuffer;
  /** Uint8, `[sample]`, bits of `overlayFlags`. */
  readonly flags: SharedArrayBuffer;
  state: OverlayState;
  readonly #splits: Uint8Array;
  readonly #arrays: OverlayArrays;
  readonly #history: OverlayHistory;

  constructor(
    dataset: { summary: DatasetSummary; labels: SharedArrayBuffer; splits: SharedArrayBuffer },
    history: OverlayHistory,
  ) {
    this.summary = dataset.summary;
    this.#history = history;
    this.#splits = new Uint8Array(dataset.splits);
    this.labels = new SharedArrayBuffer(dataset.labels.byteLength);
    this.flags = new SharedArrayBuffer(this.#splits.length);
    this.#arrays = {
      original: new Uint16Array(dataset.labels),
      labels: new Uint16Array(this.labels),
      flags: new Uint8Array(this.flags),
    };
    this.state = this.#read();
  }

  /** All edits, in the order of the images. */
  edits = (): SampleEdit[] => unpackEdits(packEdited(this.#arrays));

  /** Whether all of these have a flag. */
  haveAll(indices: ArrayLike<number>, flag: keyof typeof overlayFlags): boolean {
    const { flags } = this.#arrays;
    const bit = overlayFlags[flag];
    for (let k = 0; k < indices.length; k++) if ((flags[indices[k]] & bit) === 0) return false;
    return true;
  }

  /** Takes in what another program changed meanwhile; tells whether there was something. */
  refresh(): boolean {
    const { revision } = this.#history.standing(this.#key);
    if (revision === this.state.revision) return false;
    this.state = this.#read();
    return true;
  }

  /** Changes images as one step. @throws UserError `dataset.sampleIndex` */
  change(indices: ArrayLike<number>, change: Change): void {
    this.refresh();
    const samples = this.#arrays.flags.length;
    for (let k = 0; k < indices.length; k++)
      if (indices[k] >= samples) throw new UserError('dataset.sampleIndex', { index: indices[k] });
    const before = packNow(indices, this.#arrays);
    const after = before.slice();
    changeAll(after, change);
    const step = onlyChanged(before, after, this.#arrays);
    if (step.after.length === 0) return;
    this.#apply(step.after);
    this.#keep(step.before, (edits) => this.#history.add(this.#key, edits, step));
  }

  /** Puts these edits in the place of all there are, as one step. */
  replace(edits: readonly SampleEdit[]): void {
    const wanted = new Map(edits.map((edit) => [edit.index, edit]));
    const touched = new Set([...this.edits().map(({ index }) => index), ...wanted.keys()]);
    this.change(
      [...touched].sort((a, b) => a - b),
      { kind: 'replace', edits: wanted },
    );
  }

  /** Takes the last step back, or does it again; nothing when there is none. */
  step(way: 'undo' | 'redo'): void {
    this.refresh();
    const edits = this.#history.step(this.#key, way);
    if (!edits) return;
    const before = packNow(
      Uint32Array.from({ length: edits.length / 3 }, (_, i) => edits[3 * i]),
      this.#arrays,
    );
    this.#apply(edits);
    this.#keep(before, (all) => this.#history.move(this.#key, all, way));
  }

  /** What is kept for a data set is kept for its files, however they are prepared. */
  get #key(): string {
    return this.summary.inFiles.fingerprint;
  }

  /** Writes to the history; what it can not take is not shown either. */
  #keep(before: PackedEdits, write: (edits: PackedEdits) => void): void {
    const edits = packEdited(this.#arrays);
    try {
      write(edits);
    } catch (thrown) {
      this.#apply(before);
      throw thrown;
    }
    this.state = this.#stateOf(edits);
  }

  #read(): OverlayState {
    const { labels, original, flags } = this.#arrays;
    labels.set(original);
    flags.fill(0);
    const edits = this.#history.packed(this.#key);
    this.#apply(edits);
    return this.#stateOf(edits);
  }

  #apply(edits: PackedEdits): void {
    applyEdits(edits, this.#arrays);
  }

  #stateOf(edits: PackedEdits): OverlayState {
    const { revision, undoable, redoable } = this.#history.standing(this.#key);
    const classes = this.summary.classes.length;
    const { perClass, ...edited } = countEdits(this.#arrays, this.#splits, classes);
    const ofSplit = (name: SplitName): number[] => {
      const first = splitNames.indexOf(name) * classes;
      return [...perClass.subarray(first, first + classes)];
    };
    return {
      datasetId: this.summary.id,
      revision,
      hash: hashPacked(edits),
      ...edited,
      counts: { train: ofSplit('train'), validation: ofSplit('validation'), test: ofSplit('test') },
      canUndo: undoable > 0,
      canRedo: redoable > 0,
    };
  }
}

/** `packed`: how the images are; afterwards, how they are to be. */
function changeAll(packed: PackedEdits, change: Change): void {
  const bit = change.kind === 'flag' ? overlayFlags[change.flag] : 0;
  for (let at = 0; at < packed.length; at += 3) {
    if (change.kind === 'relabel') packed[at + 1] = change.labelOf(packed[at]) ?? packed[at + 1];
    else if (change.kind === 'flag')
      packed[at + 2] = change.on ? packed[at + 2] | bit : packed[at + 2] & ~bit;
    else {
      const edit = change.kind === 'replace' ? change.edits.get(packed[at]) : undefined;
      packed[at + 1] = edit?.label ?? noLabel;
      packed[at + 2] = (edit?.excluded ? excluded : 0) | (edit?.marked ? marked : 0);
    }
  }
}
