declare module 'oidc-provider/lib/adapters/memory_adapter.js' {
  import type { AdapterFactory } from 'oidc-provider';

  /** The library's own store, one for each provider. Set as `adapter` instead, it would print a warning at each start. */
  export function createMemoryAdapter(): AdapterFactory;
}
