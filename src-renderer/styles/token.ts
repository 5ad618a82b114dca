/** A length from the token file, in CSS pixels, for what can't be laid out by CSS alone. */
export const lengthToken = (name: `--${string}`): number =>
  Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue(name));
