/** The pad's keys and menu entries, for as long as it is open. */
import { onScopeDispose } from 'vue';
import { takesText } from '../../components/frame/plain-keys.ts';
import { useCommandRegistry, useCommands } from '../../stores/commands.ts';
import { useHandwriting } from '../../stores/handwriting.ts';
import { useNotices } from '../../stores/notices.ts';
import { usePad } from '../../stores/pad.ts';

export function usePadKeys(): void {
  const handwriting = useHandwriting();
  const notices = useNotices();
  const pad = usePad();
  const registry = useCommandRegistry();
  useCommands({
    'pad.undo': { run: pad.undo, enabled: () => pad.canUndo },
    'pad.redo': { run: pad.redo, enabled: () => pad.canRedo },
    'pad.clear': { run: pad.clear, enabled: () => !pad.isBlank },
    'pad.pen': () => (pad.tool = 'ink'),
    'pad.eraser': () => (pad.tool = 'erase'),
    'pad.thinner': pad.thinner,
    'pad.thicker': pad.thicker,
    'pad.keep': {
      run: () => notices.attempt(handwriting.keep),
      enabled: () => handwriting.canKeep,
    },
  });

  // The plain keys come through the frame; those with Ctrl mean the text in a field, so not the menu's.
  function pressed(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.altKey || !(event.ctrlKey || event.metaKey)) return;
    if (event.target instanceof HTMLElement && takesText(event.target)) return;
    const key = event.key.toLowerCase();
    if (key !== 'z' && key !== 'y') return;
    registry.run(key === 'y' || event.shiftKey ? 'pad.redo' : 'pad.undo');
    event.preventDefault();
  }
  window.addEventListener('keydown', pressed);
  onScopeDispose(() => window.removeEventListener('keydown', pressed));
}
