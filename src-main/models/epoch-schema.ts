import { z } from 'zod';
import type { EpochRecord } from '../../src-shared/run.ts';

const whereThereAreImages = z.number().nullable();

/** An epoch as it stands in a file. */
export const epochRecord = z.object({
  epoch: z.int().min(1),
  trainLoss: z.number(),
  trainAccuracy: z.number(),
  validationLoss: whereThereAreImages,
  validationAccuracy: whereThereAreImages,
  testLoss: whereThereAreImages,
  testAccuracy: whereThereAreImages,
  learningRate: z.number(),
  imagesPerSecond: z.number(),
  seconds: z.number(),
}) satisfies z.ZodType<EpochRecord>;
