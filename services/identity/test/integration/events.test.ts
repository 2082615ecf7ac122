import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { anAddress, type TestIdentity, testIdentity } from '../support/identity.js';

type Envelope = { type: string; time: string; data: { id: string; version: number } };

describe('events', () => {
  let identity: TestIdentity;
  let consumer: Server;
  let received: Envelope[];
  let rejected: Envelope[];
  let status: number;
  beforeAll(async () => {
    received = [];
    rejected = [];
    status = 204;
    consumer = createServer(async (request, response) => {
      let text = '';
      for await (const chunk of request) text += chunk;
      (status === 204 ? received : rejected).push(JSON.parse(text));
      response.writeHead(status).end();
    });
    await new Promise<void>((listening) => consumer.listen(0, '127.0.0.1', listening));
    identity = await testIdentity({ consumer: `http://127.0.0.1:${(consumer.address() as AddressInfo).port}` });
  });
  afterAll(async () => {
    await identity.stop();
    consumer.close();
  });

  /** The states of an aggregate in the order of delivery, once from each consumer. */
  async function deliveries(id: string, version: number, to = received): Promise<Envelope['data'][]> {
    const deadline = performance.now() + 45_000;
    for (;;) {
      const states = to.filter(({ data }) => data.id === id && data.version === version).map(({ data }) => data);
      if (states.length === 2) return states;
      if (performance.now() > deadline) throw new Error(`Only ${states.length} of 2 consumers got the event.`);
      await pause(20);
    }
  }

  it('carry the whole state of an organization and of its users, from invitation to first sign-in', async () => {
    const { organizationId, tenantId } = await identity.register({ name: 'Contoso', partnerId: '4711' });
    expect((await deliveries(organizationId, 1))[0]).toEqual({
      id: organizationId,
      version: 1,
      name: 'Contoso',
      partnerId: '4711',
      tenantId,
      leaverPolicy: 'ON_DEACTIVATE',
      registeredAt: identity.clock.now().toISOString(),
    });
    const email = anAddress('grace');
    const userId = await identity.invite(organizationId, email, ['REPORT_VIEWER']);
    const invited = {
      id: userId,
      version: 1,
      organizationId,
      email,
      displayName: 'grace',
      roles: ['REPORT_VIEWER'],
      status: 'INVITED',
      invitedAt: '2026-03-05T09:30:00.000Z',
      deactivatedAt: null,
      deletedAt: null,
      leavesReportAt: null,
      leavingSince: null,
      department: null,
      country: null,
      pastOffboardings: [],
    };
    expect(await deliveries(userId, 1)).toEqual([invited, invited]);
    await identity.signIn(tenantId, email);
    expect((await deliveries(userId, 2))[0]).toEqual({ ...invited, version: 2, status: 'ACTIVE' });
  });

  it('are delivered when an unavailable consumer is back', async () => {
    status = 503;
    const { organizationId, adminId } = await identity.register();
    await deliveries(organizationId, 1, rejected);
    status = 204;
    await deliveries(organizationId, 1);
    await deliveries(adminId, 1);
  });
});
