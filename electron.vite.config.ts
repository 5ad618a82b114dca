import { resolve } from 'node:path';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'electron-vite';

// The oldest runtime that Inkling starts on is Electron 33 (Node 20, Chromium 130).
export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      target: 'node20',
      rollupOptions: {
        input: {
          main: resolve('src-main/main.ts'),
          'dataset-worker': resolve('src-main/datasets/worker.ts'),
          'dataset-writer': resolve('src-main/datasets/write-worker.ts'),
          'preview-worker': resolve('src-main/datasets/preview-worker.ts'),
          'training-worker': resolve('src-main/training/worker.ts'),
          'fold-worker': resolve('src-main/training/fold-worker.ts'),
          'decode-worker': resolve('src-main/datasets/decode-worker.ts'),
          'finder-worker': resolve('src-main/training/finder-worker.ts'),
          'pictures-worker': resolve('src-main/training/ahead/worker.ts'),
          'model-worker': resolve('src-main/insight/worker.ts'),
          'query-worker': resolve('src-main/insight/backward/worker.ts'),
          'lab-worker': resolve('src-main/insight/lab/worker.ts'),
          'inside-worker': resolve('src-main/insight/inside/worker.ts'),
          'map-worker': resolve('src-main/insight/map/worker.ts'),
          'share-worker': resolve('src-main/report/worker.ts'),
          'kernel-helper': resolve('src-main/engine/kernels/helper.ts'),
        },
        // Chunks lie beside the entries, because a worker is found relative to the file that starts it.
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      target: 'node20',
      rollupOptions: {
        input: { preload: resolve('src-main/preload.ts') },
        // A sandboxed preload can not be an ES module.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: resolve('src-renderer'),
    plugins: [vue()],
    define: {
      __VUE_OPTIONS_API__: 'true',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_I18N_FULL_INSTALL__: 'false',
      __VUE_I18N_LEGACY_API__: 'false',
      __INTLIFY_PROD_DEVTOOLS__: 'false',
    },
    build: {
      outDir: resolve('out/renderer'),
      target: 'chrome130',
      // Images as data: URLs would be fine, but fonts and scripts must stay files under the policy.
      assetsInlineLimit: 0,
      rollupOptions: { input: resolve('src-renderer/index.html') },
    },
  },
});
