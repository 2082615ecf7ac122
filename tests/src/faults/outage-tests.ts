import { setTimeout as pause } from 'node:timers/promises';
import { asMachine, signedIn } from '../journeys/people.js';
import { untilDone } from './attempts.js';
import { type Cluster, until } from './cluster.js';
import type { FaultSuite } from './fault-suite.js';
import { linkPerson, presentLinks } from './links.js';

/** Longest answer of the gateway, with the time in which it notices that a service hangs. */
const ANSWER_MILLISECONDS = 9_000;

/** People link one after another in a few places at once while faults come; then all links are made once. */
async function linkThroughout(suite: FaultSuite, what: string, faults: () => Promise<void>): Promise<void> {
  const cluster = suite.cluster();
  let isOver = false;
  const linking = async (): Promise<void> => {
    do await linkPerson(cluster, suite.history(), suite.nextPerson());
    while (!isOver);
  };
  const linkers = Promise.all([linking(), linking(), linking()]);
  await Promise.race([linkers, faults()]);
  isOver = true;
  await linkers;
  await suite.expectHeld(what, await presentLinks(cluster, suite.linked()));
}

/** PostgreSQL is restarted in order and by kill -9. */
export async function restartPostgres(suite: FaultSuite, times: number): Promise<void> {
  await linkThroughout(suite, 'restarts of PostgreSQL', async () => {
    for (let time = 0; time < times; time += 1) {
      const signal = time % 2 === 0 ? 'SIGINT' : 'SIGKILL';
      suite.history().inflict('postgres', `restart by ${signal}`);
      await (await suite.cluster().postgres.hold(signal))();
      await untilLinked(suite);
    }
  });
}

/** Recovery: a link that began after the last fault is answered. */
async function untilLinked({ history }: FaultSuite): Promise<void> {
  const at = performance.now();
  const isLinked = () => history().operations.some(({ outcome, invokedAt }) => outcome === 'ok' && invokedAt > at);
  await until(async () => isLinked(), 30_000);
}

const IN_A_ROW = 5;
const END_BACKENDS = `SELECT count(pg_terminate_backend(pid))::integer AS ended FROM pg_stat_activity
  WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'`;

/** Every session is ended, some times in a row. */
export async function endBackends(suite: FaultSuite, times: number): Promise<void> {
  await linkThroughout(suite, 'sessions ended', async () => {
    for (let time = 0; time < times; time += 1) {
      for (let again = 0; again < IN_A_ROW; again += 1) {
        await suite.cluster().sql(END_BACKENDS);
        await pause(200);
      }
      suite.history().inflict('postgres', 'sessions ended');
      await untilLinked(suite);
    }
  });
}

/** Connections to PostgreSQL and between the services are cut after random numbers of bytes. */
export async function cutConnections(suite: FaultSuite, milliseconds: number): Promise<void> {
  const { network } = suite.cluster();
  await linkThroughout(suite, 'connections cut at random bytes', async () => {
    // Enough for a link now and then: each needs several connections.
    network.cutAfterBytes(() => 500 + Math.floor(Math.random() * 40_000));
    network.cutAll();
    await pause(milliseconds);
    network.cutAfterBytes(undefined);
    suite.history().inflict('network', `${network.cutAll()} connections cut`);
    await untilLinked(suite);
  });
}

const WITH_CREDITS = '{ viewer { displayName credits(first: 1) { nodes { id } } } }';

/** Credits hangs with its connections open: what it does not serve is answered, what it serves is an error in time. */
export async function hangCredits(suite: FaultSuite): Promise<void> {
  const cluster = suite.cluster();
  const before = suite.nextPerson();
  const client = await signedIn(cluster.stack, before.login);
  await linkPerson(cluster, suite.history(), before);
  const pid = cluster.stack.pids().credits ?? -1;
  process.kill(pid, 'SIGSTOP');
  try {
    const asked = performance.now();
    const answer = await client.execute(WITH_CREDITS);
    expect(performance.now() - asked).toBeLessThan(ANSWER_MILLISECONDS);
    expect(answer.data).toMatchObject({ viewer: { displayName: expect.any(String), credits: null } });
    expect(answer.errors?.map(({ extensions }) => extensions?.code)).toEqual(['SERVICE_UNAVAILABLE']);
    suite.history().inflict('credits', 'hangs');
  } finally {
    process.kill(pid, 'SIGCONT');
  }
  await linkPerson(cluster, suite.history(), suite.nextPerson());
  await suite.expectHeld('a service that hangs', await presentLinks(cluster, suite.linked()));
}

/** Every process starts without PostgreSQL, is live, names what it waits for, and serves when it is there. */
export async function startWithoutPostgres(suite: FaultSuite): Promise<void> {
  const cluster = suite.cluster();
  const { stack } = cluster;
  const comeBack = await cluster.postgres.hold('SIGINT');
  await Promise.all([stack.kill('identity'), stack.kill('association'), stack.kill('credits')]);
  const restarts = [stack.restart('identity'), stack.restart('association'), stack.restart('credits')];
  for (const url of Object.values(stack.serviceUrls)) {
    await until(() => statusOf(`${url}/livez`).then((status) => status === 200), 30_000);
    expect(await statusOf(`${url}/readyz`)).toBe(503);
  }
  const { status, body } = await readiness(cluster);
  expect([status, body.services]).toEqual([
    503,
    { identity: 'not ready', association: 'not ready', credits: 'not ready' },
  ]);
  suite.history().inflict('postgres', 'comes back');
  await comeBack();
  await Promise.all(restarts);
  await linkPerson(cluster, suite.history(), suite.nextPerson());
  await suite.expectHeld('a start without PostgreSQL', await presentLinks(cluster, suite.linked()));
}

/** The gateway and association start without the issuer and without identity, and serve when these are there. */
export async function startWithoutIssuerAndIdentity(suite: FaultSuite): Promise<void> {
  const cluster = suite.cluster();
  const { stack } = cluster;
  await Promise.all([stack.kill('signInProvider'), stack.kill('identity'), stack.kill('gateway')]);
  await stack.restart('association');
  const gateway = stack.restart('gateway');
  await until(() => statusOf(`${stack.gatewayUrl}/livez`).then((status) => status === 200), 30_000);
  const { status, body } = await readiness(cluster);
  expect([status, body.services.identity, body.services.association]).toEqual([503, 'not ready', 'ready']);
  suite.history().inflict('identity and issuer', 'come back');
  await Promise.all([stack.restart('identity'), stack.restart('signInProvider')]);
  await gateway;
  await untilDone('a token', () => asMachine(stack, 'harbour-integration', 'development-only-harbour'));
  await linkPerson(cluster, suite.history(), suite.nextPerson());
  await suite.expectHeld('a start without issuer and identity', await presentLinks(cluster, suite.linked()));
}

async function statusOf(url: string): Promise<number | undefined> {
  return (await fetch(url).catch(() => undefined))?.status;
}

async function readiness({ stack }: Cluster) {
  const response = await fetch(`${stack.gatewayUrl}/readyz`);
  return { status: response.status, body: (await response.json()) as { services: Record<string, string> } };
}
