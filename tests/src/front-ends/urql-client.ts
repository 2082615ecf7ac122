import { EMBEDDED_TYPES, KEY_FIELDS, POSSIBLE_TYPES } from '@skill-link/client';
import { Client, fetchExchange } from '@urql/core';
import { cacheExchange, type Data } from '@urql/exchange-graphcache';
import { relayPagination } from '@urql/exchange-graphcache/extras';

const embedded = EMBEDDED_TYPES.map((name) => [name, () => null] as const);
const identified = Object.entries(KEY_FIELDS).map(
  ([name, key]) => [name, (data: Data) => data[key] as string] as const,
);

export function urqlClient(url: string, token: () => string, possibleTypes = POSSIBLE_TYPES): Client {
  const cache = cacheExchange({
    keys: Object.fromEntries([...embedded, ...identified]),
    possibleTypes: Object.fromEntries(Object.entries(possibleTypes).map(([name, members]) => [name, [...members]])),
    resolvers: { Organization: { users: relayPagination() } },
  });
  const fetchOptions = () => ({ headers: { authorization: `Bearer ${token()}` } });
  return new Client({ url, preferGetMethod: false, exchanges: [cache, fetchExchange], fetchOptions });
}
