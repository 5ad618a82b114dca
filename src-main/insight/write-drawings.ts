/** Drawings as pictures of a data set: a folder per class, as the network would see them. */
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Drawing } from '../../src-shared/drawing.ts';
import { errorInfoOf, UserError } from '../../src-shared/errors.ts';
import type { Preprocessing } from '../../src-shared/preprocess.ts';
import { seeDrawing } from '../../src-shared/seeing.ts';
import { encodeGreyPng } from '../datasets/png-encode.ts';
import { writeFileAtomically } from '../files.ts';

export interface LabelledDrawing {
  id: string;
  label: string;
  drawing: Drawing;
}

/**
 * Brings the folder up to date: writes the pictures that are missing, removes those whose drawing was
 * taken back.
 * @throws UserError `file.*`
 */
export function writeDrawings(
  folder: string,
  drawings: readonly LabelledDrawing[],
  to: Preprocessing,
): void {
  try {
    const wanted = new Set<string>();
    for (const { id, label, drawing } of drawings) {
      const className = folderNameOf(label);
      const path = join(folder, className, `${id}.png`);
      wanted.add(join(className, `${id}.png`));
      if (existsSync(path)) continue;
      mkdirSync(join(folder, className), { recursive: true });
      const seen = seeDrawing(drawing, to).at(-1);
      if (seen) writeFileAtomically(path, [encodeGreyPng(seen.pixels, seen.width, seen.height)]);
    }
    mkdirSync(folder, { recursive: true });
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
      if (name.endsWith('.png') && !wanted.has(name)) rmSync(join(folder, name));
  } catch (thrown) {
    throw UserError.from(errorInfoOf(thrown, folder));
  }
}

/** A class's name as a folder's name on every system: what can not be in one is written as `%2F`. */
export function folderNameOf(label: string): string {
  return label.replace(
    // Control characters can not be in a Windows name, nor dots and spaces at its ends.
    /[<>:"/\\|?*%\u0000-\u001f]|^[. ]|[. ]$/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}
