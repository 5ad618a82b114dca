import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { capture } from './command.ts';

const script = join(import.meta.dirname, 'check-node.cjs');

/** Runs the check in a Node that claims to be another version. */
function checkAs(version: string) {
  const program =
    `Object.defineProperty(process.versions, 'node', { value: '${version}' });` +
    `require(${JSON.stringify(script)});`;
  return capture(process.execPath, ['-e', program]);
}

describe('check-node', () => {
  it('lets Node 24 and later pass in silence', async () => {
    for (const version of ['24.0.0', '30.1.2']) {
      expect(await checkAs(version)).toEqual({ code: 0, stdout: '', stderr: '' });
    }
  });

  it('stops an older Node with one line that names the cure', async () => {
    const { code, stdout, stderr } = await checkAs('20.20.2');
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stderr).toContain('this is 20.20.2');
    expect(stderr).toContain('npm rebuild node');
  });
});
