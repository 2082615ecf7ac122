import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';

type Stored = { payload: AdapterPayload; expiresAt: number };

/** Everything that one provider remembers lives in this process and ends with it. */
export function memoryAdapter(): AdapterFactory {
  const models = new Map<string, Map<string, Stored>>();
  return (name) => {
    const stored = models.get(name) ?? new Map<string, Stored>();
    models.set(name, stored);
    return new MemoryAdapter(stored, models);
  };
}

class MemoryAdapter implements Adapter {
  readonly #stored: Map<string, Stored>;
  readonly #models: ReadonlyMap<string, Map<string, Stored>>;

  constructor(stored: Map<string, Stored>, models: ReadonlyMap<string, Map<string, Stored>>) {
    this.#stored = stored;
    this.#models = models;
  }

  async upsert(id: string, payload: AdapterPayload, expiresIn?: number): Promise<void> {
    const now = Date.now();
    for (const [key, { expiresAt }] of this.#stored) if (expiresAt <= now) this.#stored.delete(key);
    this.#stored.set(id, {
      payload,
      expiresAt: expiresIn === undefined ? Number.POSITIVE_INFINITY : now + expiresIn * 1000,
    });
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const found = this.#stored.get(id);
    return found !== undefined && found.expiresAt > Date.now() ? found.payload : undefined;
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.#findBy((payload) => payload.uid === uid);
  }

  async findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    return this.#findBy((payload) => payload.userCode === userCode);
  }

  async consume(id: string): Promise<void> {
    const found = this.#stored.get(id);
    if (found !== undefined) found.payload = { ...found.payload, consumed: Math.floor(Date.now() / 1000) };
  }

  async destroy(id: string): Promise<void> {
    this.#stored.delete(id);
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    for (const stored of this.#models.values())
      for (const [key, { payload }] of stored) if (payload.grantId === grantId) stored.delete(key);
  }

  #findBy(matches: (payload: AdapterPayload) => boolean): AdapterPayload | undefined {
    const now = Date.now();
    for (const { payload, expiresAt } of this.#stored.values()) if (expiresAt > now && matches(payload)) return payload;
    return undefined;
  }
}
