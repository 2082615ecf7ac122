import { connect } from 'node:net';

/** A process of the product that the start page lists. */
export type Process = {
  name: string;
  /** What it does, in a few words. */
  task: string;
  /** Where the console reaches it; a database has no `http` address. */
  url: string;
};

/** What a process answers to the question whether it is ready. */
export type Health = 'ready' | 'not ready' | 'no answer';

const TIMEOUT_MILLISECONDS = 2_000;

/** Asks a process whether it is ready; a database is ready when it accepts a connection. Never rejects. */
export async function healthOf({ url }: Process): Promise<Health> {
  const { protocol, hostname, port } = new URL(url);
  if (!protocol.startsWith('http')) return acceptsConnection(hostname, Number(port));
  try {
    const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS) });
    await response.body?.cancel();
    return response.ok ? 'ready' : 'not ready';
  } catch {
    return 'no answer';
  }
}

function acceptsConnection(host: string, port: number): Promise<Health> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: TIMEOUT_MILLISECONDS });
    const end = (health: Health) => () => {
      socket.destroy();
      resolve(health);
    };
    socket.once('connect', end('ready')).once('timeout', end('no answer')).once('error', end('no answer'));
  });
}
