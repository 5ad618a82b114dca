/**
 * Which of 6 channels each of 16 sees: LeCun et al., Gradient-based learning applied to document
 * recognition (1998), table I. It breaks the symmetry between channels.
 */
const inputsOf: readonly (readonly number[])[] = [
  [0, 1, 2],
  [1, 2, 3],
  [2, 3, 4],
  [3, 4, 5],
  [4, 5, 0],
  [5, 0, 1],
  [0, 1, 2, 3],
  [1, 2, 3, 4],
  [2, 3, 4, 5],
  [3, 4, 5, 0],
  [4, 5, 0, 1],
  [5, 0, 1, 2],
  [0, 1, 3, 4],
  [1, 2, 4, 5],
  [0, 2, 3, 5],
  [0, 1, 2, 3, 4, 5],
];

export const lenetInputs = 6;
export const lenetOutputs = inputsOf.length;

/** The 60 pairs of an input and an output channel, output by output. */
export const lenetPairs: readonly { input: number; output: number }[] = inputsOf.flatMap(
  (inputs, output) => inputs.map((input) => ({ input, output })),
);
