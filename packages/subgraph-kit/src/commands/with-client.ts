import { Client } from 'pg';
import { connectionFault } from '../processes/start-process.js';

/** Why something cannot be examined; names the setting, and holds no secret. */
export type Unexaminable = { readonly fault: string };

const CONNECT_MILLISECONDS = 10_000;
const QUERY_MILLISECONDS = 20_000;

/** Works on one connection, or says by the name of the setting why there is none. */
export async function withClient<T>(
  setting: string,
  url: string,
  work: (client: Client) => Promise<T>,
): Promise<T | Unexaminable> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_MILLISECONDS,
    query_timeout: QUERY_MILLISECONDS,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    return { fault: `${setting}: ${connectionFault(error)}` };
  }
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
