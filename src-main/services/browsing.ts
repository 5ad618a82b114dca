/** Looking through the open data set, and editing it: nothing of it touches the files. */
import type { SampleView } from '../../src-shared/browse.ts';
import { UserError } from '../../src-shared/errors.ts';
import type { OverlayAction, OverlayState, SampleEdit } from '../../src-shared/overlay.ts';
import type { Broadcast } from './broadcast.ts';
import type { Datasets } from './datasets.ts';
import type { Change, LiveOverlay } from './live-overlay.ts';

interface ViewRequest {
  datasetId: string;
  view: SampleView;
  revision: number;
}

export function createBrowsing(datasets: Datasets, broadcast: Broadcast) {
  /** Suggested labels of the data set that they are of. */
  let suggestions: { datasetId: string; labelOf: ReadonlyMap<number, number> } | null = null;

  /** Does something to the edits and tells it. */
  function edited(datasetId: string, act: () => void): OverlayState {
    const { overlay } = datasets.currentOf(datasetId);
    act();
    broadcast('overlay', overlay.state);
    return overlay.state;
  }

  return {
    counts: ({ datasetId, ...query }: ViewRequest) =>
      datasets.currentOf(datasetId).client.ask('counts', query),
    indices: ({ datasetId, ...query }: ViewRequest & { offset: number; limit: number }) =>
      datasets.currentOf(datasetId).client.ask('indices', query),
    means: ({ datasetId, ...range }: { datasetId: string; from: number; count: number }) =>
      datasets.currentOf(datasetId).client.ask('means', range),
    setGiven: ({ datasetId, indices }: { datasetId: string; indices: Uint32Array }) =>
      datasets.currentOf(datasetId).client.ask('setGiven', indices),
    /** The edits as they stand, with what another program did meanwhile. */
    overlay(datasetId: string): OverlayState {
      const { overlay } = datasets.currentOf(datasetId);
      if (overlay.refresh()) broadcast('overlay', overlay.state);
      return overlay.state;
    },
    edits: (datasetId: string): SampleEdit[] => datasets.currentOf(datasetId).overlay.edits(),
    suggest(datasetId: string, labelOf: ReadonlyMap<number, number>): void {
      suggestions = { datasetId, labelOf };
    },
    /** One step, however many images. @throws UserError `dataset.notOpen`, `dataset.sampleIndex`, `overlay.label` */
    edit(datasetId: string, indices: Uint32Array, action: OverlayAction): OverlayState {
      const { classes } = datasets.currentOf(datasetId).dataset.summary;
      if (action.kind === 'relabel' && action.label >= classes.length)
        throw new UserError('overlay.label', { label: action.label });
      const labelOf = suggestions?.datasetId === datasetId ? suggestions.labelOf : new Map();
      const { overlay } = datasets.currentOf(datasetId);
      return edited(datasetId, () =>
        overlay.change(indices, changeOf(settled(action, overlay, indices), labelOf)),
      );
    },
    undo: (datasetId: string): OverlayState =>
      edited(datasetId, () => datasets.currentOf(datasetId).overlay.step('undo')),
    redo: (datasetId: string): OverlayState =>
      edited(datasetId, () => datasets.currentOf(datasetId).overlay.step('redo')),
    /** Puts these edits in the place of those there are; can be undone. */
    replace: (datasetId: string, edits: readonly SampleEdit[]): OverlayState =>
      edited(datasetId, () => datasets.currentOf(datasetId).overlay.replace(edits)),
  };
}

export type Browsing = ReturnType<typeof createBrowsing>;

/** A toggle made into what it comes to for these images. */
function settled(action: OverlayAction, overlay: LiveOverlay, indices: Uint32Array): OverlayAction {
  if (action.kind === 'exclude')
    return { ...action, on: action.on ?? !overlay.haveAll(indices, 'excluded') };
  if (action.kind === 'mark')
    return { ...action, on: action.on ?? !overlay.haveAll(indices, 'marked') };
  return action;
}

function changeOf(action: OverlayAction, suggested: ReadonlyMap<number, number>): Change {
  switch (action.kind) {
    case 'relabel':
      return { kind: 'relabel', labelOf: () => action.label };
    case 'suggested':
      return { kind: 'relabel', labelOf: (index) => suggested.get(index) };
    case 'exclude':
      return { kind: 'flag', flag: 'excluded', on: action.on === true };
    case 'mark':
      return { kind: 'flag', flag: 'marked', on: action.on === true };
    case 'reset':
      return { kind: 'reset' };
  }
}
