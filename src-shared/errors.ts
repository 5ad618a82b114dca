/**
 * Errors that a person is meant to read. A code and its values travel between threads, processes and
 * into the database; the sentence is made where it is shown, in the reader's language.
 */
import type { errors as english } from './messages/en/errors.ts';
import type { reasons } from './messages/en/reasons.ts';

export type ErrorCode = keyof typeof english;
/** What a sentence gives as its `reason`, in the reader's language, too. */
export type Reason = keyof typeof reasons;

export interface ErrorInfo {
  code: ErrorCode;
  /** What the sentence names: the file, the field, the numbers. */
  values: Readonly<Record<string, string | number>>;
}

/** An `ErrorInfo` that can be thrown. Anything else that is thrown is a defect, shown as `unexpected`. */
export class UserError extends Error {
  readonly info: ErrorInfo;

  constructor(code: ErrorCode, values: ErrorInfo['values'] = {}) {
    super(`${code} ${JSON.stringify(values)}`);
    this.name = 'UserError';
    this.info = { code, values };
  }

  static from(info: ErrorInfo): UserError {
    return new UserError(info.code, info.values);
  }
}

/** Node's error codes that a person can do something about, so that no caller has to list them again. */
const systemErrors: Readonly<Record<string, ErrorCode>> = {
  ENOENT: 'file.notFound',
  ENOTDIR: 'file.notAFolder',
  EACCES: 'file.noPermission',
  EPERM: 'file.noPermission',
  ENOSPC: 'file.diskFull',
  EDQUOT: 'file.diskFull',
  EROFS: 'file.readOnly',
  EMFILE: 'file.tooManyOpen',
  ENFILE: 'file.tooManyOpen',
};

/** Turns anything thrown into an `ErrorInfo`; `path` is named when the error itself names none. */
export function errorInfoOf(thrown: unknown, path?: string): ErrorInfo {
  if (thrown instanceof UserError) return thrown.info;
  if (thrown instanceof Error) {
    const { code, path: own } = thrown as Error & { code?: unknown; path?: unknown };
    const known = typeof code === 'string' ? systemErrors[code] : undefined;
    if (known)
      return { code: known, values: { path: path ?? (typeof own === 'string' ? own : '') } };
    return { code: 'unexpected', values: { message: thrown.message } };
  }
  return { code: 'unexpected', values: { message: String(thrown) } };
}
