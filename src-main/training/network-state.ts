/**
 * What a checkpoint holds of a network's training besides the weights. The generator's state needs no
 * place there: its streams hang on the seed and the epoch alone.
 */
import { z } from 'zod';
import { brokenModel } from '../models/broken-model.ts';
import { loadTensors, tensorsOf } from '../models/model-file.ts';
import type { Tensor, TensorFile } from '../models/safetensors.ts';
import type { TrainerState } from './any-trainer.ts';
import type { NetworkTrainer } from './trainer.ts';
import { newWatch, type Watch } from './watch.ts';

const watch = z.object({ best: z.number().nullable(), waited: z.int() }) satisfies z.ZodType<Watch>;
const networkNumbers = z.object({
  /** The base that the schedule scales. */
  learningRate: z.number(),
  optimiserSteps: z.int(),
  // Checkpoints of version 0.1.0 lack these: it had neither schedules nor early stopping.
  plateau: watch.default(newWatch),
  reductions: z.int().default(0),
  stopping: watch.default(newWatch),
});

export function networkState(trainer: NetworkTrainer): TrainerState {
  const { network, optimiser, learningRate, stopping } = trainer;
  const tensors = new Map<string, Tensor>(trainer.model());
  for (const { name, values } of optimiser.state)
    for (const [tensor, value] of tensorsOf(network, values))
      tensors.set(`optimiser.${name}.${tensor}`, value);
  const { base, plateau, reductions } = learningRate.state;
  const numbers: z.infer<typeof networkNumbers> = {
    learningRate: base,
    optimiserSteps: optimiser.steps,
    plateau,
    reductions,
    stopping,
  };
  return { tensors, numbers };
}

/** @throws UserError `model.broken` */
export function restoreNetwork(
  trainer: NetworkTrainer,
  numbers: unknown,
  file: TensorFile,
  path: string,
): void {
  const state = networkNumbers.safeParse(numbers);
  if (!state.success) throw brokenModel(path, 'noState');
  const { network, optimiser } = trainer;
  loadTensors(network, network.parameters, file, '', path);
  for (const { name, values } of optimiser.state)
    loadTensors(network, values, file, `optimiser.${name}.`, path);
  const { learningRate: base, plateau, reductions, stopping, optimiserSteps } = state.data;
  optimiser.steps = optimiserSteps;
  trainer.learningRate.state = { base, plateau, reductions };
  trainer.stopping = stopping;
}
