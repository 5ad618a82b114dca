/** Keeps what was loaded, up to a number of bytes; what was used longest ago gives way. */
export class PageCache<T> {
  readonly #pages = new Map<string, { value: T; bytes: number }>();
  readonly #loading = new Map<string, Promise<T>>();
  readonly #limit: number;
  readonly #bytesOf: (value: T) => number;
  #bytes = 0;
  /** Grows with each `clear`, so that what was under way then isn't kept. */
  #generation = 0;

  constructor(limit: number, bytesOf: (value: T) => number) {
    this.#limit = limit;
    this.#bytesOf = bytesOf;
  }

  /** The page of that key, if it is here now. */
  peek(key: string): T | undefined {
    return this.#pages.get(key)?.value;
  }

  /** The page of that key; `load` is called once however many ask, and again after a failure. */
  get(key: string, load: () => Promise<T>): Promise<T> {
    const kept = this.#pages.get(key);
    if (kept) {
      // Put last: a map keeps the order of insertion.
      this.#pages.delete(key);
      this.#pages.set(key, kept);
      return Promise.resolve(kept.value);
    }
    const under = this.#loading.get(key);
    if (under) return under;
    const generation = this.#generation;
    const promise = load()
      .then((value) => {
        if (generation === this.#generation) this.#keep(key, value);
        return value;
      })
      .finally(() => {
        if (this.#loading.get(key) === promise) this.#loading.delete(key);
      });
    this.#loading.set(key, promise);
    return promise;
  }

  clear(): void {
    this.#pages.clear();
    this.#loading.clear();
    this.#bytes = 0;
    this.#generation += 1;
  }

  #keep(key: string, value: T): void {
    const bytes = this.#bytesOf(value);
    this.#pages.set(key, { value, bytes });
    this.#bytes += bytes;
    for (const [oldest, page] of this.#pages) {
      if (this.#bytes <= this.#limit || oldest === key) break;
      this.#pages.delete(oldest);
      this.#bytes -= page.bytes;
    }
  }
}
