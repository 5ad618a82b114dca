/** The thread that writes a data set out. */
import { doTask } from '../worker-task.ts';
import { writeDataset, type WriteTask } from './write.ts';

await doTask((task: WriteTask, report) => writeDataset(task, report));
