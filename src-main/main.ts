/** The entry: the command line if a command was given, else the window. */
import { join } from 'node:path';
import { app } from 'electron';
import { commandIn } from './cli/command-names.ts';

/** Packaged, resources lie beside the program; else in the checkout. */
const resources = app.isPackaged
  ? process.resourcesPath
  : join(import.meta.dirname, '../../resources');

// `electron [switches] folder [words]` in a checkout, `inkling [switches] [words]` installed.
const command = commandIn(process.argv.slice(1), app.isPackaged ? 0 : 1);
if (command) {
  const { runCommandLine } = await import('./cli/cli.ts');
  app.exit(await runCommandLine(command));
} else {
  const { startApp } = await import('./app.ts');
  startApp({ sample: join(resources, 'sample'), icon: join(resources, 'icon.png') });
}
