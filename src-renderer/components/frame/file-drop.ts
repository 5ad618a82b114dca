/** A file or folder dragged onto the window, wherever it is let go. */
import { onScopeDispose, ref, type Ref } from 'vue';

/** Calls `dropped` with the first thing that is let go, and with all of them; tells whether something hovers over the window. */
export function useFileDrop(
  dropped: (file: File, isFolder: boolean, all: File[]) => void,
): Ref<boolean> {
  const isOver = ref(false);
  // Each element that is entered and left on the way reports itself; zero is outside the window.
  let depth = 0;
  const carriesFiles = (event: DragEvent): boolean =>
    event.dataTransfer?.types.includes('Files') ?? false;
  const settle = (newDepth: number): void => {
    depth = Math.max(0, newDepth);
    isOver.value = depth > 0;
  };

  const handlers = {
    dragenter(event: DragEvent) {
      if (carriesFiles(event)) settle(depth + 1);
    },
    dragleave(event: DragEvent) {
      if (carriesFiles(event)) settle(depth - 1);
    },
    dragover(event: DragEvent) {
      if (!carriesFiles(event) || !event.dataTransfer) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
    },
    drop(event: DragEvent) {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      settle(0);
      const item = event.dataTransfer?.items[0];
      const file = event.dataTransfer?.files[0];
      const all = [...(event.dataTransfer?.files ?? [])];
      if (file) dropped(file, item?.webkitGetAsEntry()?.isDirectory ?? false, all);
    },
  };
  const entries = Object.entries(handlers) as [keyof typeof handlers, (e: DragEvent) => void][];
  for (const [name, handler] of entries) window.addEventListener(name, handler);
  onScopeDispose(() => {
    for (const [name, handler] of entries) window.removeEventListener(name, handler);
  });
  return isOver;
}
