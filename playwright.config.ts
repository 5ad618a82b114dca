import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results/e2e',
  timeout: 120_000,
  expect: { timeout: 15_000 },
  // One window at a time: the app is what is under test, not the machine.
  workers: 1,
  forbidOnly: true,
});
