import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { creditsDataSource } from '@app/credits/database/data-source';
import { MIGRATIONS } from '@app/credits/database/migrations';
import { numberEvents } from '@app/credits/events/application/number-events';
import { recordEvents } from '@app/credits/events/store/event.store';
import { deliverNumberedEvents } from '@app/credits/webhooks/application/deliver-numbered-events';
import { secretSeal } from '@app/credits/webhooks/application/sealed-secret';
import { createSecret, hintOf } from '@app/credits/webhooks/application/webhook-secret';
import { insertWebhook } from '@app/credits/webhooks/store/webhook.store';
import { prepareService } from '@app/subgraph-kit/database/prepare-service';
import { inTransaction } from '@app/subgraph-kit/database/transaction';
import { systemClock } from '@app/subgraph-kit/processes/clock';
import { testRolePasswords } from '@app/test-kit/database';
import { Webhook } from 'standardwebhooks';
import type { DataSource } from 'typeorm';
import { benchmark, cpuSeconds, secondsSince, urlOf } from './harness.js';

// Deliveries to a receiver that fails a third of the requests, while the sender is killed three times. Pauses between
// attempts are skipped. Argument: number of deliveries, a multiple of ten.
const WEBHOOKS = 10;
const KILLS = 3;
const SECRET = 'a secret that only benchmarks ever know';

await benchmark('webhooks', async ({ serverUrl, admin, print, arguments: [count = '10000'] }) => {
  const deliveries = Number(count);
  await prepareService({ adminUrl: serverUrl, service: 'credits', migrations: MIGRATIONS, ...testRolePasswords });
  const url = urlOf(serverUrl, { user: 'credits_app', password: testRolePasswords.appPassword });
  const dataSource = await creditsDataSource(url).initialize();
  const receiver = await startReceiver();
  const organizationId = randomUUID();
  for (let index = 0; index < WEBHOOKS; index += 1) await register(dataSource, organizationId, receiver);

  const events = deliveries / WEBHOOKS;
  let begun = performance.now();
  for (let first = 0; first < events; first += 1_000)
    await record(dataSource, organizationId, first, Math.min(first + 1_000, events));
  print(`${events} events recorded in ${secondsSince(begun)} s`);
  begun = performance.now();
  await numberEvents({ dataSource, clock: systemClock }, deliverNumberedEvents({ clock: systemClock }));
  print(`numbered, with ${deliveries} deliveries for ${WEBHOOKS} webhooks, in ${secondsSince(begun)} s`);

  begun = performance.now();
  const { cpu, seconds } = await send(url, receiver, deliveries);
  const { attempts, accepted, repeated, unverified } = receiver.counts();
  print(`sent in ${secondsSince(begun)} s by ${KILLS + 1} processes, of which ${KILLS} were killed`);
  print(`${attempts} requests, ${Math.round(attempts / seconds)} a second while a sender ran; ${accepted} accepted`);
  print(`${repeated} accepted requests repeated an event that was accepted before (a killed sender had not stored it)`);
  print(`${unverified} with an invalid signature; CPU of the last sender ${cpu}`);
  const { rows } = await admin.query<{ state: string; n: number; sequences: number; last: number }>(
    `SELECT state, count(*)::integer AS n, count(DISTINCT sequence)::integer AS sequences, max(sequence)::integer AS last
     FROM credits.webhook_delivery GROUP BY state`,
  );
  for (const { state, n, sequences, last } of rows)
    print(
      `${state}: ${n} deliveries, ${sequences} numbers up to ${last}; the receiver has ${receiver.counts().unique}`,
    );
  await receiver.stop();
  await dataSource.destroy();
});

type Receiver = Awaited<ReturnType<typeof startReceiver>>;

/** Accepts two of three requests, verifies the signature, and deduplicates by path and webhook-id. */
async function startReceiver() {
  const verifiers = new Map<string, Webhook>();
  const seen = new Set<string>();
  let [attempts, accepted, repeated, unverified] = [0, 0, 0, 0];
  const failures: ((response: ServerResponse) => unknown)[] = [
    (response) => response.writeHead(500).end(),
    (response) => response.writeHead(503).end('busy'),
    (response) => response.socket?.destroy(),
  ];
  const server = createServer(async (request, response) => {
    const body = await text(request);
    attempts += 1;
    if (attempts % 3 === 0) return failures[(attempts / 3) % failures.length]?.(response);
    try {
      verifiers.get(request.url ?? '')?.verify(body, request.headers as Record<string, string>);
    } catch {
      unverified += 1;
    }
    const key = `${request.url} ${String(request.headers['webhook-id'])}`;
    accepted += 1;
    if (seen.has(key)) repeated += 1;
    seen.add(key);
    return response.writeHead(204).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    add(path: string, secret: string): string {
      verifiers.set(path, new Webhook(secret));
      return `http://127.0.0.1:${port}${path}`;
    },
    counts: () => ({ attempts, accepted, repeated, unverified, unique: seen.size }),
    async stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function register(dataSource: DataSource, organizationId: string, receiver: Receiver): Promise<void> {
  const [id, secret, createdAt] = [randomUUID(), createSecret(), systemClock.now()];
  const stored = { sealed: secretSeal(SECRET).seal(secret, id), hint: hintOf(secret), createdAt };
  const url = receiver.add(`/${id}`, secret);
  await inTransaction(dataSource, 'every-organization', (manager) =>
    insertWebhook(manager, { id, organizationId, url, label: 'Bench', types: [], secret: stored }, WEBHOOKS),
  );
}

async function record(dataSource: DataSource, organizationId: string, from: number, until: number): Promise<void> {
  const occurredAt = systemClock.now();
  const totals = { people: 54, credentials: 128, expiringWithin90Days: 10, leaving: 1 };
  const data = { reportId: randomUUID(), month: '2026-07', publishedAt: occurredAt.toISOString(), totals };
  await inTransaction(dataSource, 'every-organization', (manager) =>
    recordEvents(
      manager,
      Array.from({ length: until - from }, (_, index) => ({
        ...{
          type: 'report.published',
          organizationId,
          subject: '2026-07',
          subjectVersion: from + index + 1,
          occurredAt,
        },
        data: { ...data, changes: { gained: 21, lost: 7 } },
      })),
    ),
  );
}

/**
 * Sends everything; kills the sender each time another part has arrived. Returns the CPU time of the last process, and the
 * seconds without the starts of the processes.
 */
async function send(
  databaseUrl: string,
  receiver: Receiver,
  deliveries: number,
): Promise<{ cpu: string; seconds: number }> {
  let offset = 0;
  let cpu = 'unknown';
  let seconds = 0;
  const begin = async (): Promise<{ child: ChildProcess; ready: number }> => {
    const child = fork(join(import.meta.dirname, 'webhook-sender.js'), [databaseUrl, SECRET, String(offset)]);
    child.on('message', (message: { offset: number }) => {
      offset = message.offset;
    });
    await once(child, 'message');
    return { child, ready: performance.now() };
  };
  for (let kill = 1; kill <= KILLS; kill += 1) {
    const { child, ready } = await begin();
    while (receiver.counts().unique < (deliveries * kill) / (KILLS + 1))
      await new Promise((tick) => setTimeout(tick, 10));
    child.kill('SIGKILL');
    await once(child, 'exit');
    seconds += (performance.now() - ready) / 1_000;
  }
  const { child: last, ready } = await begin();
  const watching = setInterval(() => {
    const seconds = cpuSeconds(last.pid ?? 0);
    if (seconds !== undefined) cpu = `${seconds.toFixed(1)} s`;
  }, 500);
  await once(last, 'exit');
  clearInterval(watching);
  return { cpu, seconds: seconds + (performance.now() - ready) / 1_000 };
}
