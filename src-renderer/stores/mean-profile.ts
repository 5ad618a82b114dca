import { type EpochProfile, epochPhases } from '../../src-shared/run.ts';

/** The mean of several epochs: single short ones jump about. */
export interface MeanProfile {
  epochs: number;
  /** ms an epoch. */
  profile: EpochProfile;
}

/** The mean with one more epoch. */
export function withEpoch(mean: MeanProfile | null, epoch: EpochProfile): MeanProfile {
  if (!mean) return { epochs: 1, profile: epoch };
  const epochs = mean.epochs + 1;
  const means = epochPhases.map((phase) => {
    const before = mean.profile[phase];
    return [phase, before + (epoch[phase] - before) / epochs];
  });
  return { epochs, profile: Object.fromEntries(means) as EpochProfile };
}
