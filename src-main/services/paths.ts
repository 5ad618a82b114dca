/**
 * Folders and files that the person chose, by opaque tokens: the window can name what it was given,
 * and nothing else. Tokens end with the program.
 */
import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import type { ChosenPath } from '../../src-shared/chosen-path.ts';
import { UserError } from '../../src-shared/errors.ts';

export function createPaths() {
  const paths = new Map<string, string>();
  const tokens = new Map<string, string>();
  return {
    tokenFor(path: string): ChosenPath {
      const token = tokens.get(path) ?? randomUUID();
      tokens.set(path, token);
      paths.set(token, path);
      return { token, name: basename(path) };
    },
    /** @throws UserError `dataset.unknownToken` */
    pathOf(token: string): string {
      const path = paths.get(token);
      if (path === undefined) throw new UserError('dataset.unknownToken');
      return path;
    },
  };
}

export type Paths = ReturnType<typeof createPaths>;
