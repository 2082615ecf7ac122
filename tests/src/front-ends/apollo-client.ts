import { ApolloClient, HttpLink, InMemoryCache } from '@apollo/client';
import { SetContextLink } from '@apollo/client/link/context';
import { relayStylePagination } from '@apollo/client/utilities';
import { EMBEDDED_TYPES, KEY_FIELDS, POSSIBLE_TYPES } from '@skill-link/client';

// A value is a part of its object; two queries for different fields of it complete each other.
const embedded = EMBEDDED_TYPES.map((name) => [name, { keyFields: false, merge: true }] as const);
const identified = Object.entries(KEY_FIELDS).map(([name, key]) => [name, { keyFields: [key] }] as const);

export function apolloClient(url: string, token: () => string, possibleTypes = POSSIBLE_TYPES): ApolloClient {
  const cache = new InMemoryCache({
    // Members of later versions match UserError too: their names end so.
    possibleTypes: { ...possibleTypes, UserError: [...(possibleTypes.UserError ?? []), '.+Error'] },
    typePolicies: {
      ...Object.fromEntries([...embedded, ...identified]),
      Organization: { keyFields: ['id'], fields: { users: relayStylePagination(['filter', 'orderBy']) } },
    },
  });
  const authorization = new SetContextLink(() => ({ headers: { authorization: `Bearer ${token()}` } }));
  return new ApolloClient({ cache, link: authorization.concat(new HttpLink({ uri: url })) });
}
