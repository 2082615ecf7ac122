import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { expectNoErrors, type GraphqlClient } from '@app/test-kit/graphql-client';
import { Webhook } from 'standardwebhooks';
import { asFeed } from '../journeys/people.js';
import { send, untilAnswered } from './attempts.js';
import type { Cluster } from './cluster.js';
import { asHarbour } from './exports.js';
import type { HistoryRecorder } from './judge/history.js';
import { HARBOUR, type Person } from './world.js';

const REGISTER = `mutation ($input: RegisterWebhookInput!) { result: registerWebhook(input: $input) {
  __typename ... on RegisterWebhookSuccess { webhook { id } secret } ... on UserError { message } } }`;
const RECORD = `mutation ($input: RecordAchievementsInput!) { result: recordAchievements(input: $input) {
  __typename ... on RecordAchievementsSuccess { recorded repeated } ... on UserError { message } } }`;

/** An event as a receiver gets it. */
type Received = { id: string; data: { personRef: string } };

/** A receiver of webhooks, and the achievements whose events it gets. */
export async function startDeliveries(cluster: Cluster, history: HistoryRecorder) {
  const received: Received[] = [];
  const watched: { number: number; personRef: string; before: number }[] = [];
  let secret = '';
  let onRequest: (() => void) | undefined;
  const server = createServer(async (request, response) => {
    const body = (await buffer(request)).toString();
    const event = new Webhook(secret).verify(body, request.headers as Record<string, string>) as Received;
    received.push(event);
    onRequest?.();
    response.writeHead(204).end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`;
  const harbour = await asHarbour(cluster);
  const input = { organizationId: HARBOUR, url, label: 'Faults', types: ['CREDIT_COUNTED'] };
  const registered = expectNoErrors(await harbour.execute<{ result: { secret: string } }>(REGISTER, { input }));
  secret = registered.result.secret;
  let feed: GraphqlClient | undefined;

  return {
    /** Called when an event arrives, before it is answered. */
    whenReceived(act: (() => void) | undefined): void {
      onRequest = act;
    },
    /** Records an achievement of a linked person, and waits for the event that its credit counts. */
    async deliver(person: Person, number: number): Promise<void> {
      feed ??= await asFeed(cluster.stack);
      const client = feed;
      const personRef = await refOf(cluster, person);
      const before = (await logged(cluster, personRef)).length;
      watched.push({ number, personRef, before });
      const item = { externalId: `delivery-${number}`, profileId: person.profileId, credentialCode: 'SEC-OPS' };
      const items = [{ ...item, achievedAt: new Date(Date.now() - 86_400_000).toISOString() }];
      const operation = { text: RECORD, input: { source: 'MICROSOFT_LEARN', items } };
      await untilAnswered(history, `achievement ${number}`, () => send(client, operation));
      await untilAnswered(history, `event ${number}`, async () => {
        const isThere = received.some(({ data }) => data.personRef === personRef);
        return { outcome: isThere ? 'ok' : 'unknown', answer: 'received', value: isThere || undefined };
      });
    },
    /** How often each achievement is recorded, and each event is in the log or arrived under an id of its own. */
    async present(): Promise<Map<string, number>> {
      const present = new Map<string, number>();
      for (const { number, personRef, before } of watched) {
        const reports = await cluster.sql('SELECT FROM credits.achievement_report WHERE external_id = $1', [
          `delivery-${number}`,
        ]);
        present.set(`achievement ${number}`, reports.length);
        const ids = new Set(received.filter(({ data }) => data.personRef === personRef).map(({ id }) => id));
        present.set(`event ${number}`, Math.max(ids.size, (await logged(cluster, personRef)).length - before));
      }
      return present;
    },
    /** Requests beyond the first one of each event: its sender was killed before it had stored the answer. */
    repeated: () => received.length - new Set(received.map(({ id }) => id)).size,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

async function refOf({ sql }: Cluster, { login }: Person): Promise<string> {
  const [person] = await sql<{ ref: string }>(
    'SELECT ref FROM credits.person JOIN identity.user_account one ON one.id = person.user_id WHERE one.email = $1',
    [login],
  );
  if (person === undefined) throw new Error(`${login} is not linked.`);
  return person.ref;
}

function logged({ sql }: Cluster, personRef: string): Promise<{ id: string }[]> {
  return sql("SELECT id FROM credits.event WHERE type = 'credit.counted' AND subject = $1", [personRef]);
}
