/** Exports, reports and bundles by the command line, as a person types them. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import type { RunsFile } from '../../src-shared/runs-file.ts';
import { temporaryFolder } from '../testing/strokes.ts';

const root = resolve(import.meta.dirname, '../..');
const sample = join(root, 'resources/sample');

function inkling(dataDir: string, ...words: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'src-main/cli/main.ts'), ...words, '--data-dir', dataDir],
    { encoding: 'utf8' },
  );
  return { status, stdout, stderr };
}

it('a run is exported, reported, bundled, imported elsewhere, and evaluated there', () => {
  const folder = temporaryFolder();
  const [here, there] = [join(folder, 'here'), join(folder, 'there')];
  const quick = ['--epochs', '2', '--hiddenLayers', '16', '--name', '=cmd & <b>'];
  expect(inkling(here, 'train', sample, ...quick)).toMatchObject({ status: 0 });

  const table = inkling(here, 'runs', 'export').stdout.split('\r\n');
  expect(table).toHaveLength(3);
  expect(table[1]).toContain(",'=cmd & <b>,done,sample,");
  const id = table[1].split(',')[0];
  const { runs } = JSON.parse(
    inkling(here, 'runs', 'export', id, '--format', 'json').stdout,
  ) as RunsFile;
  expect(runs).toMatchObject([{ id, epochs: 2, name: '=cmd & <b>' }]);
  const csv = join(folder, 'runs.csv');
  expect(JSON.parse(inkling(here, 'runs', 'export', '--out', csv, '--json').stdout)).toEqual({
    ...{ type: 'exported', format: 'csv', runs: 1, file: csv },
  });
  expect(readFileSync(csv, 'utf8').split('\r\n')).toEqual(table);

  const page = join(folder, 'report.html');
  expect(inkling(here, 'report', id.slice(0, 16), '--out', page, '--language', 'zh').status).toBe(
    0,
  );
  expect(readFileSync(page, 'utf8')).toContain('<title>=cmd &amp; &lt;b&gt;</title>');
  expect(readFileSync(page, 'utf8')).toContain('混淆矩阵');

  const bundle = join(folder, 'run.inkling');
  expect(inkling(here, 'runs', 'export', id, '--format', 'bundle', '--out', bundle).status).toBe(0);
  expect(inkling(there, 'runs', 'import', bundle).stdout).toBe(`Imported =cmd & <b> as ${id}.\n`);
  const judged = [here, there].map((at) => inkling(at, 'evaluate', id, sample).stdout);
  expect(judged[1]).toBe(judged[0]);
  expect(judged[0]).toContain('1000 images (test)');

  // Wrong words, and files that are none.
  expect(inkling(here, 'report', id, '--out', page, '--language', 'fr').status).toBe(2);
  expect(inkling(here, 'runs', 'export', '--format', 'bundle', '--out', bundle).status).toBe(2);
  expect(inkling(here, 'runs', 'export', '--format', 'xml').stderr).toContain(
    'csv, json or bundle',
  );
  writeFileSync(bundle, readFileSync(bundle).subarray(0, 5000));
  const cut = inkling(there, 'runs', 'import', bundle);
  expect(cut).toMatchObject({ status: 1, stdout: '' });
  expect(cut.stderr).toMatch(
    /^inkling: run\.inkling is not an Inkling bundle, or it was cut short\./,
  );
  const unwritable = inkling(here, 'report', id, '--out', join(csv, 'in-a-file', 'x.html'));
  expect(unwritable.status).toBe(1);
  expect(unwritable.stderr.trimEnd().split('\n')).toHaveLength(1);
});
