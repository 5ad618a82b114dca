/**
 * The edits of the open data set, in memory that the dataset worker reads too: each sample's label as it
 * counts now, and its flags. Written here only.
 */
import { type DatasetSummary, splitNames } from '../../src-shared/dataset.ts';
import { UserError } from '../../src-shared/errors.ts';
import { overlayFlags, type OverlayState, type SampleEdit } from '../../src-shared/overlay.ts';
import {
  editAt,
  editCount,
  firstEdits,
  hashPacked,
  type PackedEdits,
  putEdit,
  unpackEdits,
} from '../history/overlay-edits.ts';
import type { OverlayHistory } from '../history/overlays.ts';

const { excluded, marked, relabelled } = overlayFlags;

/** What a change makes of an image, given how it is now; null to leave it. */
export type Change = (now: SampleEdit) => Omit<SampleEdit, 'index'> | null;

export class LiveOverlay {
  readonly summary: DatasetSummary;
  /** Uint16, `[sample]`: with the edits. */
  readonly labels: SharedArrayBuffer;
  /** Uint8, `[sample]`, bits of `overlayFlags`. */
  readonly flags: SharedArrayBuffer;
  state: OverlayState;
  readonly #original: Uint16Array;
  readonly #splits: Uint8Array;
  readonly #labels: Uint16Array;
  readonly #flags: Uint8Array;
  readonly #history: OverlayHistory;

  constructor(
    dataset: { summary: DatasetSummary; labels: SharedArrayBuffer; splits: SharedArrayBuffer },
    history: OverlayHistory,
  ) {
    this.summary = dataset.summary;
    this.#history = history;
    this.#original = new Uint16Array(dataset.labels);
    this.#splits = new Uint8Array(dataset.splits);
    this.labels = new SharedArrayBuffer(dataset.labels.byteLength);
    this.flags = new SharedArrayBuffer(this.#splits.length);
    this.#labels = new Uint16Array(this.labels);
    this.#flags = new Uint8Array(this.flags);
    this.state = this.#read();
  }

  /** All edits, in the order of the images. */
  edits = (): SampleEdit[] => unpackEdits(this.#packed());

  /** Whether all of these have a flag. */
  haveAll(indices: Iterable<number>, flag: keyof typeof overlayFlags): boolean {
    for (const index of indices) if ((this.#flags[index] & overlayFlags[flag]) === 0) return false;
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
    const before = new Int32Array(indices.length * 3);
    const after = new Int32Array(indices.length * 3);
    let count = 0;
    for (let k = 0; k < indices.length; k++) {
      const index = indices[k];
      if (index >= this.#flags.length) throw new UserError('dataset.sampleIndex', { index });
      const now = this.#at(index);
      const wanted = change(now);
      if (!wanted) continue;
      const next = { ...wanted, index, label: this.#orOriginal(index, wanted.label) };
      if (same(now, next)) continue;
      putEdit(before, count, now);
      putEdit(after, count, next);
      count += 1;
    }
    if (count === 0) return;
    const step = { before: firstEdits(before, count), after: firstEdits(after, count) };
    this.#apply(step.after);
    this.#keep(step.before, (edits) => this.#history.add(this.#key, edits, step));
  }

  /** Puts these edits in the place of all there are, as one step. */
  replace(edits: readonly SampleEdit[]): void {
    const wanted = new Map(edits.map((edit) => [edit.index, edit]));
    const touched = new Set([...this.edits().map(({ index }) => index), ...wanted.keys()]);
    this.change(
      [...touched].sort((a, b) => a - b),
      ({ index }) => wanted.get(index) ?? { label: null, excluded: false, marked: false },
    );
  }

  /** Takes the last step back, or does it again; nothing when there is none. */
  step(way: 'undo' | 'redo'): void {
    this.refresh();
    const edits = this.#history.step(this.#key, way);
    if (!edits) return;
    const before = new Int32Array(edits.length);
    for (let i = 0; i < editCount(edits); i++) putEdit(before, i, this.#at(editAt(edits, i).index));
    this.#apply(edits);
    this.#keep(before, (all) => this.#history.move(this.#key, all, way));
  }

  /** What is kept for a data set is kept for its files, however they are prepared. */
  get #key(): string {
    return this.summary.inFiles.fingerprint;
  }

  /** Writes to the history; what it can not take is not shown either. */
  #keep(before: PackedEdits, write: (edits: PackedEdits) => void): void {
    const edits = this.#packed();
    try {
      write(edits);
    } catch (thrown) {
      this.#apply(before);
      throw thrown;
    }
    this.state = this.#stateOf(edits);
  }

  #read(): OverlayState {
    this.#labels.set(this.#original);
    this.#flags.fill(0);
    const edits = this.#history.packed(this.#key);
    this.#apply(edits);
    return this.#stateOf(edits);
  }

  #packed(): PackedEdits {
    let count = 0;
    for (let i = 0; i < this.#flags.length; i++) if (this.#flags[i] !== 0) count += 1;
    const packed = new Int32Array(count * 3);
    for (let i = 0, place = 0; place < count; i++)
      if (this.#flags[i] !== 0) putEdit(packed, place++, this.#at(i));
    return packed;
  }

  #apply(edits: PackedEdits): void {
    for (let i = 0; i < editCount(edits); i++) {
      const edit = editAt(edits, i);
      this.#labels[edit.index] = edit.label ?? this.#original[edit.index];
      this.#flags[edit.index] =
        (edit.excluded ? excluded : 0) |
        (edit.marked ? marked : 0) |
        (edit.label !== null ? relabelled : 0);
    }
  }

  #at(index: number): SampleEdit {
    const flags = this.#flags[index];
    return {
      index,
      label: (flags & relabelled) !== 0 ? this.#labels[index] : null,
      excluded: (flags & excluded) !== 0,
      marked: (flags & marked) !== 0,
    };
  }

  /** A label that the file gives anyway is no edit. */
  #orOriginal(index: number, label: number | null): number | null {
    return label === this.#original[index] ? null : label;
  }

  #stateOf(edits: PackedEdits): OverlayState {
    const { revision, undoable, redoable } = this.#history.standing(this.#key);
    const none = (): number[] => new Array<number>(this.summary.classes.length).fill(0);
    const counts = { train: none(), validation: none(), test: none() };
    const edited = { relabelled: 0, excluded: 0, marked: 0 };
    for (let i = 0; i < this.#flags.length; i++) {
      const flags = this.#flags[i];
      if ((flags & excluded) === 0) counts[splitNames[this.#splits[i]]][this.#labels[i]] += 1;
      if (flags === 0) continue;
      if ((flags & relabelled) !== 0) edited.relabelled += 1;
      if ((flags & excluded) !== 0) edited.excluded += 1;
      if ((flags & marked) !== 0) edited.marked += 1;
    }
    return {
      datasetId: this.summary.id,
      revision,
      hash: hashPacked(edits),
      ...edited,
      counts,
      canUndo: undoable > 0,
      canRedo: redoable > 0,
    };
  }
}

const same = (a: SampleEdit, b: SampleEdit): boolean =>
  a.label === b.label && a.excluded === b.excluded && a.marked === b.marked;
