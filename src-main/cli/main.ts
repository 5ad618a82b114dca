/** `npm run --silent inkling -- <command>`: the command line on plain Node, straight from the source. */
import { runCommandLine } from './cli.ts';

process.exitCode = await runCommandLine(process.argv.slice(2));
