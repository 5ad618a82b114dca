import { skippedListLimit, type SkippedFile } from '../../src-shared/dataset.ts';
import type { ErrorInfo } from '../../src-shared/errors.ts';

/** The files that were left out: all are counted, the first are listed. */
export class SkippedFiles {
  readonly list: SkippedFile[] = [];
  count = 0;

  add(file: string, reason: ErrorInfo): void {
    this.count += 1;
    if (this.list.length < skippedListLimit) this.list.push({ file, reason });
  }

  addAll(others: SkippedFiles): void {
    this.count += others.count;
    this.list.push(...others.list.slice(0, skippedListLimit - this.list.length));
  }
}
