/** A label may be any text; a file's name may not. */
export const fileNameOf = (index: number, label: string): string =>
  `${String(index).padStart(2, '0')}-${label.replace(/[^\p{L}\p{N}_-]/gu, '_').slice(0, 60)}.png`;
