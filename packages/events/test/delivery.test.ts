import { deriveKey } from '@app/subgraph-kit/callers/derived-key';
import { prepareService } from '@app/subgraph-kit/database/prepare-service';
import { inTransaction } from '@app/subgraph-kit/database/transaction';
import { createLog } from '@app/subgraph-kit/processes/log';
import { startWorker } from '@app/subgraph-kit/processes/worker';
import { type TestDatabase, testDatabase } from '@app/test-kit/database';
import { type FastifyInstance, fastify } from 'fastify';
import { Webhook } from 'standardwebhooks';
import { DataSource } from 'typeorm';
import { consumeEvents, onEvent } from '../src/consume.js';
import { deliveryTasks } from '../src/delivery.js';
import { type OrganizationChanged, organizationChanged } from '../src/organization-changed.js';
import { publishEvent } from '../src/publish.js';

const SECRET = 'a-secret-of-these-tests';
const log = createLog('test');
log.level = 'silent';

const organization = (version: number, id = '0199aaaa-0000-7000-8000-000000000001'): OrganizationChanged => ({
  id,
  version,
  name: `Name ${version}`,
  partnerId: '1234567',
  tenantId: '0199aaaa-0000-7000-8000-0000000000ff',
  leaverPolicy: 'ON_DEACTIVATE',
});

type Consumer = { app: FastifyInstance; port: number; received: OrganizationChanged[] };

async function startConsumer(port = 0, fail?: () => boolean): Promise<Consumer> {
  const received: OrganizationChanged[] = [];
  const app = fastify();
  await consumeEvents(app, {
    secret: SECRET,
    handlers: [
      onEvent(organizationChanged, async (body) => {
        if (fail?.()) throw new Error('the database is unavailable');
        received.push(body);
      }),
    ],
  });
  const url = await app.listen({ port, host: '127.0.0.1' });
  return { app, received, port: Number(new URL(url).port) };
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error('The condition did not become true in time.');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe('delivery of events', () => {
  let database: TestDatabase;
  let source: DataSource;
  let worker: { stop(): Promise<void> };
  const consumers: Record<string, string> = {};

  const publish = (body: OrganizationChanged, to: string[], afterwards?: () => void) =>
    inTransaction(source, 'every-organization', async (manager) => {
      await publishEvent(manager, { service: 'sender', consumers: to }, organizationChanged, body, {
        at: new Date('2026-11-22T00:00:00Z'),
        requestId: 'r-1',
      });
      afterwards?.();
    });

  beforeAll(async () => {
    database = await testDatabase({
      service: 'sender',
      prepare: (adminUrl, passwords) => prepareService({ adminUrl, service: 'sender', migrations: [], ...passwords }),
    });
    source = await new DataSource({ type: 'postgres', url: database.appUrl, schema: 'sender' }).initialize();
    worker = await startWorker({
      service: 'sender',
      workerUrl: database.workerUrl,
      log,
      tasks: deliveryTasks({ consumers, secret: SECRET, log }),
    });
  });
  afterAll(async () => {
    await worker.stop();
    await source.destroy();
    await database.drop();
  });

  it('delivers to every consumer after the transaction commits, and never after a rollback', async () => {
    const [one, two] = [await startConsumer(), await startConsumer()];
    consumers.one = `http://127.0.0.1:${one.port}`;
    consumers.two = `http://127.0.0.1:${two.port}`;
    const failing = publish(organization(1), ['one', 'two'], () => {
      throw new Error('rolled back');
    });
    await expect(failing).rejects.toThrow('rolled back');
    await publish(organization(2), ['one', 'two']);
    await until(() => one.received.length > 0 && two.received.length > 0);
    expect([one.received, two.received]).toEqual([[organization(2)], [organization(2)]]);
    await one.app.close();
    await two.app.close();
  });

  it('delivers to an unavailable consumer once it is available again', async () => {
    const first = await startConsumer();
    await first.app.close();
    consumers.late = `http://127.0.0.1:${first.port}`;
    await publish(organization(3), ['late']);
    await publish(organization(4), ['late']);
    const back = await startConsumer(first.port);
    await until(() => back.received.some((body) => body.version === 4));
    await back.app.close();
  });

  it('retries when the consumer failed to apply the event', async () => {
    let failures = 2;
    const consumer = await startConsumer(0, () => failures-- > 0);
    consumers.shaky = `http://127.0.0.1:${consumer.port}`;
    await publish(organization(5), ['shaky']);
    await until(() => consumer.received.length === 1);
    expect(consumer.received).toEqual([organization(5)]);
    await consumer.app.close();
  });

  it('keeps a rejected event as a failed job with its error and continues with other events', async () => {
    const rejecting = fastify();
    rejecting.post('/events', { bodyLimit: 1 }, async (_request, reply) => reply.code(422).send());
    consumers.rejecting = await rejecting.listen({ port: 0, host: '127.0.0.1' });
    const healthy = await startConsumer();
    consumers.healthy = `http://127.0.0.1:${healthy.port}`;
    await publish(organization(6, '0199aaaa-0000-7000-8000-000000000006'), ['rejecting']);
    await publish(organization(7, '0199aaaa-0000-7000-8000-000000000007'), ['healthy']);
    await until(() => healthy.received.length === 1);
    const admin = await new DataSource({ type: 'postgres', url: database.adminUrl }).initialize();
    await until(async () => {
      const rows = await admin.query(
        "SELECT last_error FROM sender_worker.jobs WHERE last_error LIKE 'rejecting rejected %'",
      );
      return rows.length === 1;
    });
    await admin.destroy();
    await rejecting.close();
    await healthy.app.close();
  });

  it('rejects a body that breaks its contract before publishing', async () => {
    await expect(publish({ ...organization(1), tenantId: 'no-uuid' }, ['one'])).rejects.toThrow(/tenantId/);
  });
});

describe('consumeEvents', () => {
  const webhook = new Webhook(deriveKey(SECRET, 'events').toString('base64'));
  const body = (data: unknown) =>
    JSON.stringify({ type: organizationChanged.type, requestId: 'r', time: '2026-11-22T00:00:00Z', data });
  const send = async (consumer: Consumer, text: string, headers: Record<string, string>) =>
    (
      await consumer.app.inject({
        method: 'POST',
        url: '/events',
        headers: { 'content-type': 'application/cloudevents+json', ...headers },
        body: text,
      })
    ).statusCode;
  const signed = (text: string, at = new Date(), signer = webhook) => ({
    'webhook-id': 'e-1',
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': signer.sign('e-1', at, text),
  });

  it('accepts only a fresh signature of the shared secret over exactly this body', async () => {
    const consumer = await startConsumer();
    const text = body(organization(1));
    const other = new Webhook(deriveKey('another secret', 'events').toString('base64'));
    expect(await send(consumer, text, {})).toBe(401);
    expect(await send(consumer, text, signed(text, new Date(), other))).toBe(401);
    expect(await send(consumer, text, signed(text, new Date(Date.now() - 6 * 60_000)))).toBe(401);
    expect(await send(consumer, text.replace('Name 1', 'Name 2'), signed(text))).toBe(401);
    expect(consumer.received).toEqual([]);
    expect(await send(consumer, text, signed(text))).toBe(204);
    expect(consumer.received).toEqual([organization(1)]);
    await consumer.app.close();
  });

  it('rejects a body that breaks its contract and ignores unknown types', async () => {
    const consumer = await startConsumer();
    for (const text of [body({ id: 1 }), '[]', 'no json']) expect(await send(consumer, text, signed(text))).toBe(422);
    const unknown = JSON.stringify({
      type: 'something.else.v1',
      requestId: 'r',
      time: '2026-11-22T00:00:00Z',
      data: {},
    });
    expect(await send(consumer, unknown, signed(unknown))).toBe(204);
    await consumer.app.close();
  });
});
