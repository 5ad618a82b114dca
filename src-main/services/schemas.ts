/** The shape of every call's argument: nothing from the window is used before it passed its schema. */
import type { z } from 'zod';
import type { CallName } from '../../src-shared/api.ts';
import { appSchemas } from './schemas/app.ts';
import { datasetSchemas } from './schemas/datasets.ts';
import { trainingSchemas } from './schemas/training.ts';
import { runSchemas } from './schemas/runs.ts';
import { mindSchemas } from './schemas/mind.ts';
import { modelSchemas } from './schemas/models.ts';
import { labSchemas } from './schemas/lab.ts';
import { insideSchemas } from './schemas/inside.ts';
import { mapSchemas } from './schemas/map.ts';
import { shareSchemas } from './schemas/share.ts';

export const schemas = {
  ...appSchemas,
  ...datasetSchemas,
  ...trainingSchemas,
  ...runSchemas,
  ...mindSchemas,
  ...modelSchemas,
  ...labSchemas,
  ...insideSchemas,
  ...mapSchemas,
  ...shareSchemas,
} as const satisfies Record<CallName, z.ZodType>;
