/** Kingma & Ba, Adam: a method for stochastic optimization (2015), algorithm 1. */
export const adamSettings = { meanDecay: 0.9, varianceDecay: 0.999, epsilon: 1e-8 } as const;
