'use strict';
// The scripts are TypeScript, which Node runs directly from 24 on. npm puts the `node` package's
// Node 24 ahead on PATH, unless dependencies were installed with their scripts switched off: then
// an older Node would stop at the first type with a syntax error that names no cure.
// Plain CommonJS, old syntax: it has to run on the Node that is too old.

var needed = 24;

if (Number(process.versions.node.split('.')[0]) < needed) {
  console.error(
    'Inkling needs Node ' +
      needed +
      ', this is ' +
      process.versions.node +
      ': run `npm rebuild node --ignore-scripts=false`, then the same command again.',
  );
  process.exit(1);
}
