/** Why the files of a run could not be written, with what a person can do about it. */
import { type ErrorCode, type ErrorInfo, errorInfoOf } from '../../src-shared/errors.ts';

const codes: Readonly<Record<string, ErrorCode>> = {
  ENOSPC: 'saving.diskFull',
  EDQUOT: 'saving.diskFull',
  EROFS: 'saving.readOnly',
  EACCES: 'saving.noPermission',
  EPERM: 'saving.noPermission',
};

/** What the system refused can be mended and tried again; all else is `unexpected`, a defect. */
export function savingProblem(thrown: unknown, folder: string): ErrorInfo {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : null;
  // Node's own codes begin with ERR_: they are about how it was called.
  if (typeof code !== 'string' || !/^E(?!RR_)/.test(code)) return errorInfoOf(thrown, folder);
  return { code: codes[code] ?? 'saving.failed', values: { path: folder, reason: code } };
}
