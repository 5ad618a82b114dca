import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { decodePng } from '../datasets/png.ts';
import { temporaryFolder } from '../testing/strokes.ts';
import { confusionPicture } from './inspect-pictures.ts';
import { canWrite, createPicture, textWidth } from './picture.ts';

const root = resolve(import.meta.dirname, '../..');
const sample = join(root, 'resources/sample');

interface Ended {
  code: number | null;
  lines: Record<string, unknown>[];
  stderr: string;
}
function inkling(...words: string[]): Promise<Ended> {
  const child = spawn(process.execPath, [join(root, 'src-main/cli/main.ts'), ...words, '--json']);
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (text: Buffer) => (stdout += text));
  child.stderr.on('data', (text: Buffer) => (stderr += text));
  return new Promise((done) =>
    child.on('close', (code) => {
      const lines = stdout.split('\n').filter(Boolean);
      done({ code, stderr, lines: lines.map((line) => JSON.parse(line)) });
    }),
  );
}

describe('inspect', () => {
  const folder = mkdtempSync(join(tmpdir(), 'inkling-test-'));
  const data = ['--data-dir', join(folder, 'data')];
  let id = '';
  let testAccuracy: unknown;

  beforeAll(async () => {
    const quick = ['--epochs', '2', '--hiddenLayers', '16', '--loss', 'softmaxCrossEntropy'];
    const run = await inkling('train', sample, ...quick, ...data);
    id = String(run.lines[0]['runId']);
    testAccuracy = run.lines.at(-1)?.['testAccuracy'];
    return () => rmSync(folder, { recursive: true, force: true });
  });

  it('tells the units of a layer, and draws their weights', async () => {
    const out = join(temporaryFolder(), 'units.png');
    const { code, lines } = await inkling('inspect', 'units', id, sample, '--out', out, ...data);
    expect(code).toBe(0);
    const [told] = lines as unknown as [
      { units: { best: { value: number }[]; incoming: number; active: number }[]; name: string },
    ];
    expect(told.name).toBe('16');
    expect(told.units).toHaveLength(16);
    for (const { best, incoming, active } of told.units) {
      expect(best).toHaveLength(9);
      expect(best[0].value).toBeGreaterThanOrEqual(best[8].value);
      expect(incoming).toBeGreaterThan(0);
      expect(active).toBeLessThanOrEqual(1);
    }
    const picture = decodePng(readFileSync(out), out);
    expect([picture.width, picture.height]).toEqual([16 * 84, 84]);
    const wrong = await inkling('inspect', 'units', id, sample, '--layer', '9', ...data);
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('--layer')]);
  });

  it('tells which pixels speak for a label', async () => {
    const out = join(temporaryFolder(), 'saliency.png');
    const words = ['--index', '4500', '--label', '3', '--against', '8', '--method', 'smoothGrad'];
    const { code, lines } = await inkling(
      ...['inspect', 'saliency', id, sample, ...words, '--out', out, ...data],
    );
    expect(code).toBe(0);
    const [told] = lines as unknown as [Record<string, unknown> & { map: number[] }];
    expect(told).toMatchObject({ type: 'saliency', index: 4500, label: '3', against: '8' });
    expect(told.map).toHaveLength(400);
    expect(told.map.some((value) => value > 0) && told.map.some((value) => value < 0)).toBe(true);
    expect(decodePng(readFileSync(out), out).width).toBe(2 * (20 * 14 + 4));
    const wrong = await inkling('inspect', 'saliency', id, sample, '--label', 'x', ...data);
    expect(wrong.code).toBe(2);
  });

  it('tells the confusion, of the run and in a picture', async () => {
    const out = join(temporaryFolder(), 'confusion.png');
    const { code, lines } = await inkling(
      'inspect',
      'confusion',
      id,
      sample,
      '--out',
      out,
      ...data,
    );
    expect(code).toBe(0);
    const [{ confusion, accuracy, choice, images, sameData }] = lines as [
      Record<string, unknown> & { confusion: number[][] },
    ];
    expect({ accuracy, choice, images, sameData }).toEqual({
      accuracy: testAccuracy,
      choice: 'test',
      images: 1000,
      sameData: true,
    });
    expect(confusion.flat().reduce((a, b) => a + b)).toBe(1000);
    const { width, height, pixels } = decodePng(readFileSync(out), out);
    expect([width, height]).toEqual([526, 526]);
    expect(new Set(pixels).size).toBeGreaterThan(10);
  });

  it('tells the figures of each class, on other images too', async () => {
    const asked = ['inspect', 'classes', id, sample, ...data];
    const { lines } = await inkling(...asked, '--images', 'validation');
    const [{ perClass, macro, calibration, images }] = lines;
    expect(images).toBe(400);
    expect(perClass).toHaveLength(10);
    expect(macro).toMatchObject({ recall: expect.closeTo(0.9, 0) as number });
    expect(calibration).toMatchObject({ error: expect.any(Number) as number });
  });

  it('damages images and networks', async () => {
    const out = join(temporaryFolder(), 'curves.png');
    const damage = ['--damage', 'rotation,contrast', '--out', out];
    const images = await inkling('inspect', 'robustness', id, sample, ...damage, ...data);
    expect(images.lines.map((line) => line['damage'])).toEqual(['rotation', 'contrast']);
    const [first] = images.lines as { points?: { level: number; accuracy: number }[] }[];
    expect(first.points?.[0]).toMatchObject({ level: 0, accuracy: testAccuracy });
    expect(first.points?.at(-1)?.accuracy).toBeLessThan(0.5);
    expect(decodePng(readFileSync(out), out).height).toBe(600);

    const lesion = ['--damage', 'weights', '--order', 'largest'];
    const network = await inkling('inspect', 'lesions', id, sample, ...lesion, ...data);
    expect(network.lines[0]).toMatchObject({ type: 'lesions', order: 'largest' });
  });

  it('says what it does not know', async () => {
    const wrong = async (...words: string[]): Promise<string> => {
      const { code, stderr } = await inkling('inspect', ...words, ...data);
      expect(code).toBe(2);
      return stderr;
    };
    expect(await wrong('mood', id, sample)).toContain('inspect shows confusion, classes');
    expect(await wrong('lesions', id, sample, '--draws', '0')).toContain('from 1 to 50');
    expect(await wrong('robustness', id, sample, '--damage', 'fire')).toContain('rotation, shift');
  });
});

describe('the picture', () => {
  it('draws, writes, and knows what it can not write', () => {
    const picture = createPicture(20, 12);
    picture.text(0, 0, '1', 0);
    // 2 6 2 2 7 in octal: the middle column of the first row, all of the last.
    expect([...picture.pixels.slice(0, 7)]).toEqual([255, 255, 0, 0, 255, 255, 255]);
    expect([...picture.pixels.slice(8 * 20, 8 * 20 + 7)]).toEqual([0, 0, 0, 0, 0, 0, 255]);
    expect(textWidth('10')).toBe(14);
    expect([canWrite('Seven 7'), canWrite('七')]).toEqual([true, false]);
  });

  it('names classes by number where there are no glyphs', () => {
    const counts = [
      [3, 1],
      [0, 4],
    ];
    const written = confusionPicture(counts, ['0', '1']).pixels;
    expect(confusionPicture(counts, ['零', '一']).pixels).toEqual(written);
    expect(confusionPicture(counts, ['a', 'b']).pixels).not.toEqual(written);
  });
});
