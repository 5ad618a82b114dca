/**
 * Electron's accelerator syntax as the keys that a person presses: `CmdOrCtrl+O` is `Ctrl`, `O`.
 * `platform`: Node's name of it, the processor may follow (`darwin arm64`).
 */
export function keysOf(accelerator: string, platform: string): string[] {
  const isMac = platform.startsWith('darwin');
  const names: Record<string, string> = {
    CmdOrCtrl: isMac ? '⌘' : 'Ctrl',
    Shift: isMac ? '⇧' : 'Shift',
    Alt: isMac ? '⌥' : 'Alt',
    Enter: isMac ? '↩' : 'Enter',
  };
  return accelerator.split('+').map((key) => names[key] ?? key);
}
