import { describe, expect, it } from 'vitest';
import { capture, runAttached } from './command.ts';

describe('a command', () => {
  it('gives its exit code and what it wrote', async () => {
    const program = 'console.log("out"); console.error("err"); process.exitCode = 3';
    expect(await capture(process.execPath, ['-e', program])).toEqual({
      code: 3,
      stdout: 'out\n',
      stderr: 'err\n',
    });
  });

  it('gives 128 + n when signal n ended it', async () => {
    expect(
      await runAttached(process.execPath, ['-e', 'process.kill(process.pid, "SIGKILL")']),
    ).toBe(137);
  });

  it('is ended after its time limit', async () => {
    const { code } = await capture(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
      timeout: 200,
    });
    expect(code).toBe(128 + 15);
  });

  it('that does not exist is an error', async () => {
    await expect(capture('no-such-command-of-inkling', [])).rejects.toThrow('ENOENT');
  });
});
