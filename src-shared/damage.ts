/** Ways to damage an image, by degrees. The transforms themselves are in the model's thread. */

export const damageNames = [
  'rotation',
  'shift',
  'shrink',
  'enlarge',
  'blur',
  'noise',
  'broken',
  'occlusion',
  'contrast',
] as const;
export type DamageName = (typeof damageNames)[number];

export interface DamageRange {
  /** Of the amount, which starts at 0: no damage. Whole numbers. */
  most: number;
  /** Between two points of the curve. */
  step: number;
}

/**
 * The amount is in degrees (rotation), per cent of the image's side (shift, blur: standard deviation),
 * per cent of the size that is lost or gained (shrink, enlarge), per cent of full scale (noise: standard
 * deviation), of the ink (broken), of the area (occlusion), or of the contrast.
 */
export const damageRanges: Readonly<Record<DamageName, DamageRange>> = {
  rotation: { most: 90, step: 10 },
  shift: { most: 40, step: 5 },
  shrink: { most: 80, step: 10 },
  enlarge: { most: 160, step: 20 },
  blur: { most: 16, step: 2 },
  noise: { most: 80, step: 10 },
  broken: { most: 80, step: 10 },
  occlusion: { most: 60, step: 10 },
  contrast: { most: 96, step: 12 },
};

export interface Damage {
  name: DamageName;
  /** From 0 to `damageRanges[name].most`. */
  amount: number;
  /** What is random (which way, which pixels) hangs on this and on the image's number. */
  seed: number;
}

/** The amounts of a curve, from none to the most. */
export function damageLevels(name: DamageName): number[] {
  const { most, step } = damageRanges[name];
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, i) => i * step);
}

/** Ways to damage a network, by a share of its hidden units or weights, or in bits that a weight is left. */
export const lesionNames = ['units', 'weights', 'bits'] as const;
export type LesionName = (typeof lesionNames)[number];

/** Which go first. */
export const lesionOrders = ['random', 'smallest', 'largest'] as const;
export type LesionOrder = (typeof lesionOrders)[number];

/** Shares that are removed, per cent. */
export const removedShares = [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 95] as const;
/** Bits of a weight, its sign among them; 32 is the weight as it is. */
export const weightBits = [32, 8, 7, 6, 5, 4, 3, 2, 1] as const;

export interface LesionPlan {
  name: LesionName;
  /** Not looked at for `bits`. */
  order: LesionOrder;
  /** How often it is drawn anew where it is random. */
  draws: number;
  seed: number;
}

export const maximumDraws = 50;
