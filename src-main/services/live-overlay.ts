/**
 * The edits of the open data set, in memory that the dataset worker reads too: each sample's label as it
 * counts now, and its flags. Written here only.
 */
import { type DatasetSummary, splitNames } from '../../src-shared/dataset.ts';
import { UserError } from '../../src-shared/errors.ts';
import { overlayFlags, type OverlayState, type SampleEdit } from '../../src-shared/overlay.ts';
import { hashEdits } from '../history/overlay-edits.ts';
import type { OverlayHistory, StoredOverlay } from '../history/overlays.ts';

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
    this.state = this.#read(history.get(dataset.summary.inFiles.fingerprint));
  }

  /** All edits, in the order of the images. */
  edits(): SampleEdit[] {
    const edits: SampleEdit[] = [];
    for (let i = 0; i < this.#flags.length; i++) if (this.#flags[i] !== 0) edits.push(this.#at(i));
    return edits;
  }

  /** Whether all of these have a flag. */
  haveAll(indices: Iterable<number>, flag: keyof typeof overlayFlags): boolean {
    for (const index of indices) if ((this.#flags[index] & overlayFlags[flag]) === 0) return false;
    return true;
  }

  /** Takes in what another program changed meanwhile; tells whether there was something. */
  refresh(): boolean {
    const { fingerprint } = this.summary.inFiles;
    if (this.#history.revision(fingerprint) === this.state.revision) return false;
    this.state = this.#read(this.#history.get(fingerprint));
    return true;
  }

  /** Changes images as one step. @throws UserError `dataset.sampleIndex` */
  change(indices: Iterable<number>, change: Change): void {
    this.refresh();
    const before: SampleEdit[] = [];
    const after: SampleEdit[] = [];
    for (const index of indices) {
      if (index >= this.#flags.length) throw new UserError('dataset.sampleIndex', { index });
      const now = this.#at(index);
      const wanted = change(now);
      if (!wanted) continue;
      const next = { ...wanted, index, label: this.#isOriginal(index, wanted.label) };
      if (same(now, next)) continue;
      before.push(now);
      after.push(next);
    }
    if (after.length === 0) return;
    this.#apply(after);
    this.#keep(before, () =>
      this.#history.add(this.summary.inFiles.fingerprint, this.edits(), { before, after }),
    );
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
    const { fingerprint } = this.summary.inFiles;
    const edits = this.#history.step(fingerprint, way);
    if (!edits) return;
    const before = edits.map(({ index }) => this.#at(index));
    this.#apply(edits);
    this.#keep(before, () => this.#history.move(fingerprint, this.edits(), way));
  }

  /** Writes to the history; what it can not take is not shown either. */
  #keep(before: readonly SampleEdit[], write: () => void): void {
    try {
      write();
    } catch (thrown) {
      this.#apply(before);
      throw thrown;
    }
    const { revision, undoable, redoable } = this.#history.get(this.summary.inFiles.fingerprint);
    this.state = this.#stateOf(revision, undoable, redoable);
  }

  #read({ edits, revision, undoable, redoable }: StoredOverlay): OverlayState {
    this.#labels.set(this.#original);
    this.#flags.fill(0);
    this.#apply(edits);
    return this.#stateOf(revision, undoable, redoable);
  }

  #apply(edits: readonly SampleEdit[]): void {
    for (const edit of edits) {
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
  #isOriginal(index: number, label: number | null): number | null {
    return label === this.#original[index] ? null : label;
  }

  #stateOf(revision: number, undoable: number, redoable: number): OverlayState {
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
      hash: hashEdits(this.edits()),
      ...edited,
      counts,
      canUndo: undoable > 0,
      canRedo: redoable > 0,
    };
  }
}

const same = (a: SampleEdit, b: SampleEdit): boolean =>
  a.label === b.label && a.excluded === b.excluded && a.marked === b.marked;
