/** The thread that makes reports and bundles, and takes bundles in. */
import { doTask } from '../worker-task.ts';
import type { ShareTask } from './task.ts';
import { share } from './work.ts';

await doTask((task: ShareTask, report) => share(task, report));
