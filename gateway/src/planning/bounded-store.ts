/** A cache limited by bytes; the least recently used entry is removed first. */
export type BoundedStore<Value> = {
  get(key: string): Value | undefined;
  set(key: string, value: Value, bytes: number): void;
  /** The current size. */
  readonly entries: number;
  readonly bytes: number;
};

/** A value larger than a quarter of the capacity is not stored: it would push out everything else. */
export function boundedStore<Value>(capacity: number): BoundedStore<Value> {
  const kept = new Map<string, { value: Value; bytes: number }>();
  let total = 0;
  function remove(key: string): void {
    total -= kept.get(key)?.bytes ?? 0;
    kept.delete(key);
  }
  return {
    get(key) {
      const entry = kept.get(key);
      if (entry === undefined) return undefined;
      kept.delete(key);
      kept.set(key, entry);
      return entry.value;
    },
    set(key, value, bytes) {
      remove(key);
      if (bytes > capacity / 4) return;
      kept.set(key, { value, bytes });
      total += bytes;
      for (const oldest of kept.keys()) {
        if (total <= capacity) return;
        remove(oldest);
      }
    },
    get entries() {
      return kept.size;
    },
    get bytes() {
      return total;
    },
  };
}
