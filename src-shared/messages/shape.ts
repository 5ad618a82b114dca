/** The shape of a set of messages with any text in it: what every language must provide. */
export type Translated<T> = {
  readonly [K in keyof T]: T[K] extends string ? string : Translated<T[K]>;
};
