import type { Credentials } from './client.js';

/** Acquires an access token of the caller; `forceRefresh` after the API rejected the one before. */
export type AcquireToken = (options: { readonly forceRefresh: boolean }) => Promise<string> | string;

/** Credentials of a caller whose tokens come from a library of its issuer, such as MSAL. */
export function bearerToken(acquire: AcquireToken): Credentials {
  let forceRefresh = false;
  return {
    headers: async () => {
      const token = await acquire({ forceRefresh });
      forceRefresh = false;
      return { authorization: `Bearer ${token}` };
    },
    renew: async () => {
      forceRefresh = true;
      return true;
    },
  };
}
