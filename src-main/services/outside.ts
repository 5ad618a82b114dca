/** Runs that another program (the command line) trains, changes or deletes while this one is open. */
import type { History } from '../history/history.ts';
import type { Broadcast } from './broadcast.ts';
import { recoverRuns } from './recovery.ts';
import type { Training } from './training.ts';

const lookInterval = 1500;
/** Every so many looks, whether a program died that was training. */
const looksPerRecovery = 8;

/** @returns ends it */
export function watchOutside(
  history: History,
  training: Training,
  broadcast: Broadcast,
  onProblem: (thrown: unknown) => void,
): () => void {
  let version = history.outsideVersion();
  let known = history.runs.marks();
  let looks = 0;

  function tellChanges(): void {
    const marks = history.runs.marks();
    for (const [id, mark] of marks)
      if (known.get(id) !== mark && !training.isActive(id))
        broadcast('run', history.runs.summary(id));
    const gone = [...known.keys()].filter((id) => !marks.has(id));
    if (gone.length > 0) broadcast('runsDeleted', gone);
    known = marks;
  }

  function look(): void {
    looks += 1;
    if (looks % looksPerRecovery === 0) {
      const before = history.runs.claimed().length;
      recoverRuns(history, training.folderOf, training.isActive);
      if (history.runs.claimed().length !== before) tellChanges();
    }
    const now = history.outsideVersion();
    if (now === version) return;
    version = now;
    tellChanges();
  }

  const timer = setInterval(() => {
    try {
      look();
    } catch (thrown) {
      // A busy or full disk: the next look may be luckier.
      onProblem(thrown);
    }
  }, lookInterval);
  timer.unref();
  return () => clearInterval(timer);
}
