import { Environment, type GraphQLResponse, Network, RecordSource, Store } from 'relay-runtime';

export function relayEnvironment(url: string, token: () => string): Environment {
  const network = Network.create(async ({ text: query }, variables) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token()}` };
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
    return (await response.json()) as GraphQLResponse;
  });
  // Ids are unique within their type: without the type, Relay would take a roster entry for its user.
  const getDataID = ({ id, code }: { id?: string; code?: string }, type: string) => {
    const key = type === 'Credential' ? code : id;
    return key && `${type}:${key}`;
  };
  return new Environment({ network, store: new Store(new RecordSource()), getDataID });
}
