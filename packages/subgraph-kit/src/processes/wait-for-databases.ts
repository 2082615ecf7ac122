import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { exitWithFault } from '../settings/environment.js';
import { faultOfDatabase } from './start-process.js';

const AGAIN_MILLISECONDS = 500;
/** How often a process that waits says so. */
const REMINDER_MILLISECONDS = 30_000;

/**
 * Waits until each database answers, and says in the log which setting it waits for. Meanwhile the process is live and not
 * ready at its address, so that a supervisor leaves it alone. A database that rejects user, password or name ends the
 * process with status 1 and one line: waiting would not help.
 */
export async function waitForDatabases(
  addresses: Readonly<Record<string, string>>,
  { log, address }: { log: Logger; address?: { host: string | undefined; port: number } },
): Promise<void> {
  let waiting: { stop(): Promise<void> } | undefined;
  for (const [name, url] of Object.entries(addresses)) {
    let saidAt = Number.NEGATIVE_INFINITY;
    for (;;) {
      const fault = await faultOfDatabase(url);
      if (fault === undefined) break;
      if (!fault.mayPass) exitWithFault(`${name}: ${fault.text}`);
      if (performance.now() - saidAt > REMINDER_MILLISECONDS) {
        saidAt = performance.now();
        log.warn({ setting: name, reason: fault.text }, 'waiting for the database');
      }
      waiting ??= address && (await answerWhileWaiting(address));
      await pause(AGAIN_MILLISECONDS);
    }
  }
  await waiting?.stop();
}

/** A port that is taken is reported by the server that follows. */
async function answerWhileWaiting({ host = '127.0.0.1', port }: { host: string | undefined; port: number }) {
  const server = createServer((request, response) => {
    const isLive = request.url === '/livez';
    const headers = { 'content-type': 'application/json', ...(isLive ? {} : { 'retry-after': '1' }) };
    response.writeHead(isLive ? 200 : 503, headers).end(JSON.stringify({ status: isLive ? 'live' : 'not ready' }));
  });
  await new Promise<void>((settled) => server.once('error', () => settled()).listen(port, host, () => settled()));
  const stop = async (): Promise<void> => {
    const closed = new Promise((done) => server.close(done));
    server.closeAllConnections();
    await closed;
  };
  return { stop };
}
