/**
 * Drawings that were kept with their label, as strokes: "My handwriting". Opened as a data set they are
 * a folder of PNG files per class, drawn for the model in use as the pad shows it what it sees.
 */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { HandwritingSummary } from '../../src-shared/api/models.ts';
import type { Drawing } from '../../src-shared/drawing.ts';
import { errorInfoOf, UserError } from '../../src-shared/errors.ts';
import type { Preprocessing } from '../../src-shared/preprocess.ts';
import { drawingInFile, parsedJson, plainDrawing } from '../training/drawing-file.ts';

const formatVersion = 1;
const keptDrawing = z.object({
  format: z.literal(formatVersion),
  label: z.string().min(1),
  drawing: drawingInFile,
});

export interface KeptDrawing {
  id: string;
  label: string;
  drawing: Drawing;
}

export type Handwriting = ReturnType<typeof createHandwriting>;

export function createHandwriting(folder: string) {
  const drawingsFolder = join(folder, 'drawings');
  const fileOf = (id: string): string => join(drawingsFolder, `${id}.json`);
  let loading: Promise<KeptDrawing[]> | null = null;

  async function read(): Promise<KeptDrawing[]> {
    await mkdir(drawingsFolder, { recursive: true });
    const kept: KeptDrawing[] = [];
    for (const name of (await readdir(drawingsFolder)).sort()) {
      if (!name.endsWith('.json')) continue;
      const text = await readFile(join(drawingsFolder, name), 'utf8');
      const checked = keptDrawing.safeParse(parsedJson(text));
      // A file that another program changed is left alone and not used.
      if (checked.success) kept.push({ id: name.slice(0, -'.json'.length), ...checked.data });
    }
    return kept;
  }
  /** Oldest first. @throws UserError `file.*` */
  async function all(): Promise<KeptDrawing[]> {
    loading ??= read();
    try {
      return await loading;
    } catch (thrown) {
      loading = null;
      throw UserError.from(errorInfoOf(thrown, drawingsFolder));
    }
  }

  async function summary(): Promise<HandwritingSummary> {
    const counts = new Map<string, number>();
    const kept = await all();
    for (const { label } of kept) counts.set(label, (counts.get(label) ?? 0) + 1);
    return {
      drawings: kept.length,
      counts: [...counts].map(([label, count]) => ({ label, count })),
    };
  }

  return {
    all,
    summary,
    /** @throws UserError `file.*` */
    async keep(label: string, drawing: Drawing): Promise<HandwritingSummary> {
      const kept = await all();
      const number = String(Number(kept.at(-1)?.id.split('-')[0] ?? 0) + 1).padStart(6, '0');
      const id = `${number}-${createHash('sha256')
        .update(JSON.stringify(plainDrawing(drawing)))
        .digest('hex')
        .slice(0, 8)}`;
      try {
        const draft = `${fileOf(id)}.part`;
        await writeFile(
          draft,
          JSON.stringify({ format: formatVersion, label, drawing: plainDrawing(drawing) }),
        );
        await rename(draft, fileOf(id));
      } catch (thrown) {
        throw UserError.from(errorInfoOf(thrown, fileOf(id)));
      }
      kept.push({ id, label, drawing });
      return summary();
    },
    /** The drawing that was kept last is gone. */
    async takeBack(): Promise<HandwritingSummary> {
      const kept = await all();
      const last = kept.pop();
      if (last) await rm(fileOf(last.id), { force: true });
      return summary();
    },
    /** Where the pictures for models that see in this way are. */
    picturesFolder(to: Preprocessing): string {
      const style = createHash('sha256').update(JSON.stringify(to)).digest('hex').slice(0, 6);
      return join(folder, `My handwriting ${to.width}x${to.height} ${style}`);
    },
  };
}
