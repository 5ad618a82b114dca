/** Keys without Ctrl (`1` to `4`, `T`) run commands, except while they could mean something else. */
import { onScopeDispose } from 'vue';
import { useCommandRegistry } from '../../stores/commands.ts';

/** Inputs that take no text, so a key typed there is free. */
const inputsWithoutText = ['checkbox', 'radio', 'button', 'range', 'submit', 'reset'];

/** Whether a key pressed in that element is text. */
export function takesText(element: {
  tagName: string;
  type?: string;
  isContentEditable?: boolean;
}): boolean {
  if (element.isContentEditable) return true;
  if (element.tagName === 'INPUT') return !inputsWithoutText.includes(element.type ?? 'text');
  return element.tagName === 'TEXTAREA' || element.tagName === 'SELECT';
}

const somethingIsOpen = (): boolean =>
  document.querySelector('dialog[open], [aria-modal="true"], :popover-open') !== null;

/** Listens for as long as the surrounding component lives. */
export function usePlainKeys(): void {
  const commands = useCommandRegistry();
  function pressed(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof HTMLElement && takesText(event.target)) return;
    const command = commands.ofPlainKey(event.key);
    if (!command || somethingIsOpen()) return;
    if (commands.run(command)) event.preventDefault();
  }
  window.addEventListener('keydown', pressed);
  onScopeDispose(() => window.removeEventListener('keydown', pressed));
}
