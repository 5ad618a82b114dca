/// <reference types="vite/client" />
import type { Bridge } from '../src-shared/api.ts';

declare global {
  interface Window {
    readonly inkling: Bridge;
  }
}
