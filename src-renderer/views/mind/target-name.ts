import type { QueryTarget } from '../../../src-shared/backward-query.ts';

/** The labels that a picture is to be, the largest share first: `8`, or `3 50%, 8 50%`. */
export function targetName(
  { shares }: QueryTarget,
  classes: readonly string[],
  percent: (share: number) => string,
): string {
  const named = shares
    .map((share, k) => ({ share, name: classes[k] }))
    .filter(({ share }) => share > 0)
    .sort((a, b) => b.share - a.share);
  if (named.length === 1) return named[0].name;
  return named.map(({ share, name }) => `${name} ${percent(share)}`).join(', ');
}

/** The label that a picture is to be most. */
export const mainLabel = ({ shares }: QueryTarget): number =>
  shares.reduce((best, share, k) => (share > shares[best] ? k : best), 0);
