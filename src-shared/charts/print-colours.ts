/**
 * The colours of saved charts and of reports: those of the window's light theme (a test holds them equal to
 * its tokens), because what is saved is looked at on white, and printed; and of its dark theme, for reports
 * that are read in the dark.
 */
export const inkNames = [
  'ground',
  'ink',
  'ink-soft',
  'ink-faint',
  'line',
  'seal-text',
  'series-1',
  'series-2',
  'series-3',
  'series-4',
  'series-5',
  'series-6',
  'series-7',
  'series-8',
] as const;
/** A colour by what it is for. */
export type Ink = (typeof inkNames)[number];

export const lightInks: Readonly<Record<Ink, string>> = {
  ground: '#fffdf7',
  ink: '#1e1a15',
  'ink-soft': '#4f483d',
  'ink-faint': '#6a6152',
  line: '#dcd3c1',
  'seal-text': '#a93022',
  'series-1': '#0072b2',
  'series-2': '#d55e00',
  'series-3': '#008a64',
  'series-4': '#b5588c',
  'series-5': '#a97400',
  'series-6': '#2f8abf',
  'series-7': '#1e1a15',
  'series-8': '#837a00',
};

export const darkInks: Readonly<Record<Ink, string>> = {
  ground: '#262422',
  ink: '#efe9db',
  'ink-soft': '#c6bfb0',
  'ink-faint': '#a19a8c',
  line: '#3d3935',
  'seal-text': '#f58d7c',
  'series-1': '#4fa8dd',
  'series-2': '#ef7a2a',
  'series-3': '#2fbf93',
  'series-4': '#dc94bc',
  'series-5': '#e69f00',
  'series-6': '#8ccdf2',
  'series-7': '#efe9db',
  'series-8': '#f0e442',
};

/** `series-3` of the token `--series-3`. */
export const inkOfToken = (token: string): Ink => {
  const name = token.replace(/^--/, '');
  return inkNames.find((ink) => ink === name) ?? 'ink';
};
