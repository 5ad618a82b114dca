export const commandNames = [
  'datasets',
  'train',
  'resume',
  'again',
  'sweep',
  'find-rate',
  'runs',
  'report',
  'evaluate',
  'inspect',
  'predict',
  'backquery',
  'bench',
  'help',
] as const;
export type CommandName = (typeof commandNames)[number];

export const isCommandName = (word: string): word is CommandName =>
  (commandNames as readonly string[]).includes(word);

/**
 * The command line inside a program's arguments: from the first word that is no switch, if that is a
 * command. `skip` such words come before it (the app's folder in a checkout).
 */
export function commandIn(words: readonly string[], skip: number): string[] | null {
  const places = words.flatMap((word, i) => (word.startsWith('-') ? [] : [i]));
  const first = places[skip];
  return first !== undefined && isCommandName(words[first]) ? words.slice(first) : null;
}
