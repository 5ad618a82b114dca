/** The folder of which a person says how it is to be read; null while nobody does. */
import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { ErrorCode } from '../../src-shared/errors.ts';
import type { ReadingOptions } from '../../src-shared/reading-options.ts';

export interface PlaceToRead {
  token: string;
  name: string;
  /** As it is read now. */
  how: ReadingOptions;
  /** The open data set that it is, for pictures of it. */
  datasetId: string | null;
  /** The picture in it that is perhaps a sheet: why this is asked. */
  sheet: { file: string; width: number; height: number } | null;
}

/** Problems that another way of reading may solve. */
const curable: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'dataset.unknownFormat',
  'dataset.looksLikeSheet',
  'dataset.oneClass',
  'dataset.noImages',
  'dataset.noTraining',
  'dataset.tooManyClasses',
]);

export const isCurable = (code: ErrorCode): boolean =>
  curable.has(code) || code.startsWith('pattern.') || code.startsWith('sheet.');

export const useReading = defineStore('reading', () => {
  const place = shallowRef<PlaceToRead | null>(null);
  const ask = (asked: PlaceToRead): void => void (place.value = asked);
  const close = (): void => void (place.value = null);
  return { place, ask, close };
});
