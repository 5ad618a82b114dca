import type { Shape } from '../../src-shared/network-size.ts';

export type { Shape };

/** How many numbers one sample is. */
export const sizeOf = ({ height, width, channels }: Shape): number => height * width * channels;

/** A network's description makes no sense: its layers don't fit together. */
export class SpecError extends Error {}
