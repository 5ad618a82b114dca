/** While a data set is read, and what is kept of it for the next time. */
export const reading = {
  preview: {
    title: 'First images of {name}',
    note: 'The rest is being read.',
    image: 'An image of class {name}',
  },
  cache: {
    title: 'Kept for a quick opening: {size}',
    what: 'Inkling keeps the decoded images of the folders you opened in its own data folder. Changed files are read again. Clearing costs nothing but time at the next opening.',
    limit: 'At most',
    none: 'Keep nothing',
    clear: 'Clear the cache ({size})',
    fromCache: '{time}, from the cache',
  },
} as const;
