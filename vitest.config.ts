import { defineConfig } from 'vitest/config';
import { steadyThreads } from './src-main/cli/steady-threads.ts';

export default defineConfig({
  test: {
    include: ['{src-main,src-shared,src-renderer,bench,.ci}/**/*.test.ts'],
    // Real files, real databases, real threads: give a busy machine time.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 30_000 } },
    maxWorkers: 2,
    // The tests' threads run from source.
    execArgv: [steadyThreads],
    // Style sheets are empty to a test, except the one whose colours are tested.
    css: { include: [/tokens\.css/] },
  },
});
