import { z } from 'zod';
import type { EpochRecord } from '../../src-shared/run.ts';

const whereThereIsOne = z.number().nullable();

/** An epoch as it stands in a file. */
export const epochRecord = z.object({
  epoch: z.int().min(1),
  trainLoss: whereThereIsOne,
  trainAccuracy: whereThereIsOne,
  validationLoss: whereThereIsOne,
  validationAccuracy: whereThereIsOne,
  testLoss: whereThereIsOne,
  testAccuracy: whereThereIsOne,
  learningRate: whereThereIsOne,
  imagesPerSecond: z.number(),
  seconds: z.number(),
}) satisfies z.ZodType<EpochRecord>;
