import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{src-main,src-shared,src-renderer,bench,.ci}/**/*.test.ts'],
    // Real files, real databases, real threads: give a busy machine time.
    testTimeout: 60_000,
    maxWorkers: 2,
    // Style sheets are empty to a test, except the one whose colours are tested.
    css: { include: [/tokens\.css/] },
  },
});
