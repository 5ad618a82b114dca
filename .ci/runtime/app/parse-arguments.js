/**
 * Finds the app's folder among the arguments, by the rules of Electron's default app: the first
 * that is no switch; `-r <module>` and `--require <module>` name modules to load before it.
 * @param {readonly string[]} argv executable, switches, the app's folder, the app's arguments
 */
export function parseArguments(argv) {
  /** @type {string[]} */
  const modules = [];
  for (let i = 1; i < argv.length; i++) {
    const argument = argv[i];
    if (argument === '-r' || argument === '--require') modules.push(argv[++i]);
    else if (!argument.startsWith('-')) {
      return { modules, folder: argument, rest: argv.slice(i + 1) };
    }
  }
  return { modules, folder: undefined, rest: [] };
}
