export function parseArguments(argv: readonly string[]): {
  modules: string[];
  folder: string | undefined;
  rest: string[];
};
