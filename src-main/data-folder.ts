/** Where the history and the models live, the same for the app and the command line. */
import { homedir } from 'node:os';
import { join } from 'node:path';

const appName = 'Inkling';

/** What Electron calls `userData`, told without Electron. */
export function usualDataFolder(
  platform = process.platform,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string {
  const home = homedir();
  switch (platform) {
    case 'win32':
      return join(environment['APPDATA'] ?? join(home, 'AppData', 'Roaming'), appName);
    case 'darwin':
      return join(home, 'Library', 'Application Support', appName);
    default:
      return join(environment['XDG_CONFIG_HOME'] || join(home, '.config'), appName);
  }
}
