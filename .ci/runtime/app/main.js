// Stands in for Electron's `default_app.asar` in the fallback runtime, which lacks it: starts the
// app whose folder is among the arguments. Plain JavaScript, because that Electron's Node is 20.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';
import { parseArguments } from './parse-arguments.js';

const { modules, folder, rest } = parseArguments(process.argv);

if (folder === undefined) {
  console.error(`Usage: ${path.basename(process.execPath)} [switches] <app folder> [arguments]`);
  app.exit(2);
} else {
  try {
    await start(path.resolve(folder));
  } catch (error) {
    // Electron's default app shows a dialog here, which nobody would answer in a test.
    console.error(`The app in ${folder} threw an error while loading:`, error);
    app.exit(1);
  }
}

/** @param {string} appFolder absolute */
async function start(appFolder) {
  Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
  const require = createRequire(import.meta.url);
  for (const module of modules) require(path.resolve(module));

  const manifest = JSON.parse(readFileSync(path.join(appFolder, 'package.json'), 'utf8'));
  app.setAppPath(appFolder);
  const name = manifest.productName ?? manifest.name;
  if (name) app.setName(name);
  if (manifest.version) app.setVersion(manifest.version);
  app.setDesktopName(manifest.desktopName ?? `${app.name}.desktop`);
  // Chromium has read its switches by now. (The official default app leaves those that stand before
  // the folder in `process.argv`: an app has to look for its arguments behind its folder.)
  process.argv = [process.argv[0], appFolder, ...rest];

  // Awaited, so that `ready` comes after the app's own top level, as in the official runtime.
  await import(pathToFileURL(path.join(appFolder, manifest.main)).href);
}
