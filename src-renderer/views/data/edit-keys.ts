/** What a key does to the selected images of a grid. */
import type { OverlayAction } from '../../../src-shared/overlay.ts';

/** `relabel` asks for the class first; `all` selects everything shown. */
export type EditKey = OverlayAction | 'relabel' | 'undo' | 'redo' | 'all';

const plain: Partial<Record<string, EditKey>> = {
  r: 'relabel',
  s: { kind: 'suggested' },
  x: { kind: 'exclude', on: null },
  m: { kind: 'mark', on: null },
};

export function editKey({
  key,
  ctrlKey,
  metaKey,
  altKey,
  shiftKey,
}: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>): EditKey | null {
  const letter = key.toLowerCase();
  if (altKey) return null;
  if (!ctrlKey && !metaKey) return plain[letter] ?? null;
  if (letter === 'z') return shiftKey ? 'redo' : 'undo';
  if (letter === 'y') return 'redo';
  return letter === 'a' ? 'all' : null;
}
