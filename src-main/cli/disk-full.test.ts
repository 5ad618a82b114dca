import { existsSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openHistory } from '../history/history.ts';
import { sample, start } from '../testing/command-line.ts';
import { temporaryFolder } from '../testing/strokes.ts';

// Writing to /dev/full fails as on a full disk, for real.
it.skipIf(!existsSync('/dev/full'))(
  'says that the disk is full, and goes on when there is room',
  async () => {
    const folder = temporaryFolder();
    const recipe = ['--epochs', '40', '--hiddenLayers', '300', '--json', '--data-dir', folder];
    const { child, ended, told } = start('train', sample, ...recipe);
    await told('epoch');
    const history = openHistory(join(folder, 'runs.db'));
    const [{ id }] = history.runs.list();
    history.close();
    const part = join(folder, 'runs', id, 'checkpoint.safetensors.part');
    const complaint = new Promise<void>((heard) =>
      child.stderr?.on('data', (text: Buffer) => text.includes('The disk is full') && heard()),
    );
    // It may be there for a moment, while an epoch is being saved.
    for (let tried = false; !tried;)
      try {
        symlinkSync('/dev/full', part);
        tried = true;
      } catch {
        expect(child.exitCode).toBeNull();
      }
    await complaint;
    rmSync(part);
    const { code, lines, stderr } = await ended;
    expect(code).toBe(0);
    expect(lines.filter(({ type }) => type === 'epoch')).toHaveLength(40);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  },
);
