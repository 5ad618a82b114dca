import { describe, expect, it } from 'vitest';
import {
  chooseNames,
  missingPackages,
  parseInstallable,
  parseInstalled,
} from './system-packages.ts';

describe('installed packages', () => {
  const listing = [
    'installed\tg++\tc++-compiler, g++-x86-64-linux-gnu (= 4:12.2.0-3)',
    'installed\tlibasound2t64\tlibasound2 (= 1.2.11-1)',
    'config-files\txvfb\t',
    'installed\txauth\t',
    '',
  ].join('\n');

  it('are those whose status says so, with the names they provide', () => {
    expect(parseInstalled(listing)).toEqual(
      new Set([
        'g++',
        'c++-compiler',
        'g++-x86-64-linux-gnu',
        'libasound2t64',
        'libasound2',
        'xauth',
      ]),
    );
  });

  it('leave missing what was removed but for its settings', () => {
    expect(missingPackages(['compiler', 'virtualDisplay'], parseInstalled(listing))).toEqual([
      'xvfb',
    ]);
  });

  it('count under their 64-bit time_t name', () => {
    const missing = missingPackages(['electron'], new Set(['libgtk-3-0t64', 'libcups2t64']));
    expect(missing).not.toContain('libgtk-3-0');
    expect(missing).not.toContain('libcups2');
    expect(missing).toContain('libnss3');
  });
});

describe('installable packages', () => {
  const policy = [
    'libasound2:',
    '  Installed: (none)',
    '  Candidate: (none)',
    '  Version table:',
    'libasound2t64:',
    '  Installed: (none)',
    '  Candidate: 1.2.11-1build2',
    '  Version table:',
    '     1.2.11-1build2 500',
    'libnss3:',
    '  Installed: (none)',
    '  Candidate: 2:3.98-1build1',
  ].join('\n');

  it('are those with a candidate', () => {
    expect(parseInstallable(policy)).toEqual(new Set(['libasound2t64', 'libnss3']));
  });

  it('are asked for by the name the release has', () => {
    expect(chooseNames(['libasound2', 'libnss3', 'xvfb'], parseInstallable(policy))).toEqual({
      chosen: ['libasound2t64', 'libnss3'],
      unknown: ['xvfb'],
    });
  });
});
