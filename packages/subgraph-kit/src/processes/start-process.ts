import { Client } from 'pg';
import { exitWithFault } from '../settings/environment.js';
import { EnvironmentError } from '../settings/environment-error.js';

const REFUSED: Record<string, string> = {
  '28P01': 'the database does not accept this user or password',
  '28000': 'the database does not accept this user',
  '3D000': 'the server has no database of this name',
};

/** Error codes of an address on which this machine cannot listen. */
const NO_ADDRESS = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EADDRNOTAVAIL', 'EINVAL']);

/** Ends the process with status 1 and one line when a database is unusable; the line names the setting of its URL. */
export async function checkDatabases(addresses: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, url] of Object.entries(addresses)) {
    const fault = await faultOfDatabase(url);
    if (fault !== undefined) exitWithFault(`${name}: ${fault.text}`);
  }
}

/** Throws with one line for each database that is unusable; the line names the setting of its URL. */
export async function assertDatabases(addresses: Readonly<Record<string, string>>): Promise<void> {
  const faults = await Promise.all(
    Object.entries(addresses).map(async ([name, url]) => {
      const fault = await faultOfDatabase(url);
      return fault === undefined ? [] : [`${name}: ${fault.text}`];
    }),
  );
  if (faults.flat().length > 0) throw new EnvironmentError(faults.flat());
}

/** What is wrong with a database; undefined when it answers. */
export async function faultOfDatabase(url: string): Promise<{ text: string; mayPass: boolean } | undefined> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.end();
    return undefined;
  } catch (error) {
    return { text: connectionFault(error), mayPass: !isRefusal(error) };
  }
}

/** Whether a server answered and will answer the same next time. */
function isRefusal(error: unknown): boolean {
  return Object.hasOwn(REFUSED, (error as { code?: string }).code ?? '');
}

/** A failed connection in words, without the address and its password. */
export function connectionFault(error: unknown): string {
  const { code } = error as { code?: string };
  return REFUSED[code ?? ''] ?? `no PostgreSQL answers at this address (${code ?? 'no answer'})`;
}

/** Waits for a start; an unusable setting ends the process with status 1 and one line. */
export async function startOrExit<T>(start: Promise<T>, portSetting?: string): Promise<T> {
  try {
    return await start;
  } catch (error) {
    if (error instanceof EnvironmentError) exitWithFault(error.message);
    const { code, syscall } = error as { code?: string; syscall?: string };
    if (portSetting !== undefined && code === 'EADDRINUSE')
      exitWithFault(`${portSetting}: another program has this port`);
    if (portSetting !== undefined && code === 'EACCES')
      exitWithFault(`${portSetting}: this process may not use this port`);
    if (NO_ADDRESS.has(code ?? '') && (syscall === 'listen' || syscall === 'getaddrinfo'))
      exitWithFault('HOST: this machine has no such address');
    throw error;
  }
}
