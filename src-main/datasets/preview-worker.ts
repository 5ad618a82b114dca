/** The thread that looks into folders and pictures for the panel of reading options. */
import { answerCalls } from '../worker-calls.ts';
import { previewNames, previewSheet, type ReadingPreviews } from './reading-preview.ts';

answerCalls<ReadingPreviews>({
  names: ({ path, pattern }) => previewNames(path, pattern),
  sheet: ({ path }) => previewSheet(path),
});
