/** `npm run --silent inkling -- <command>`: the command line on plain Node, straight from the source. */
import { setFlagsFromString } from 'node:v8';
import { runCommandLine } from './cli.ts';
import { steadyThreads } from './steady-threads.ts';

setFlagsFromString(steadyThreads);
process.exitCode = await runCommandLine(process.argv.slice(2));
