import { errorInfoOf, UserError } from '../../src-shared/errors.ts';

/** What goes wrong names the path. @throws UserError `file.*` */
export function onDisk<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (thrown) {
    throw UserError.from(errorInfoOf(thrown, path));
  }
}
