import { type ErrorInfo, type Reason, UserError } from '../../src-shared/errors.ts';

/** @param values what the reason names */
export const brokenModel = (
  file: string,
  reason: Reason,
  values: ErrorInfo['values'] = {},
): UserError => new UserError('model.broken', { ...values, file, reason });
