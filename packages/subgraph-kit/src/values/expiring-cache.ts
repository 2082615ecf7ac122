/** Values that expire, at most `most` of them: the oldest gives way to a new one. */
export class ExpiringCache<V> {
  readonly #entries = new Map<string, { readonly value: V; readonly until: number }>();

  constructor(private readonly most: number) {}

  /** The value of a key, unless it has expired by now. */
  get(key: string, now: Date): V | undefined {
    const entry = this.#entries.get(key);
    return entry !== undefined && now.getTime() < entry.until ? entry.value : undefined;
  }

  /** Keeps a value until it expires, or until more recent ones take its place. */
  set(key: string, value: V, until: Date): void {
    this.#entries.delete(key);
    this.#entries.set(key, { value, until: until.getTime() });
    if (this.#entries.size <= this.most) return;
    for (const oldest of this.#entries.keys()) {
      this.#entries.delete(oldest);
      return;
    }
  }
}
