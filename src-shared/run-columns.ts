/** The columns of the history. */
export const runColumnNames = [
  'name',
  'state',
  'dataset',
  'preset',
  'best',
  'last',
  'tail',
  'epochs',
  'seconds',
  'imagesPerSecond',
  'parameters',
  'tags',
  'note',
  'createdAt',
] as const;
export type RunColumn = (typeof runColumnNames)[number];

/** What is shown until a person chooses otherwise. The name is always there. */
export const defaultRunColumns: readonly RunColumn[] = [
  'name',
  'state',
  'dataset',
  'preset',
  'best',
  'last',
  'epochs',
  'seconds',
  'createdAt',
];
