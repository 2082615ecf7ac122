import { randomUUID } from 'node:crypto';
import type { GraphqlClient } from '@app/test-kit/graphql-client';
import { type Begun, begin, completionOf, signedIn, signInAtSource } from '../journeys/people.js';
import { send, untilAnswered, untilDone } from './attempts.js';
import type { Cluster } from './cluster.js';
import type { HistoryRecorder } from './judge/history.js';
import type { Person } from './world.js';

const CONFIRM = `mutation ($input: ConfirmAssociationInput!) { result: confirmAssociation(input: $input) {
  __typename ... on UserError { message } } }`;
const SEEN = `{ viewer {
  associations(first: 100) { nodes { id profileId endedAt } }
  credits(first: 100) { nodes { state } }
} }`;

type Seen = {
  viewer: {
    associations: { nodes: { id: string; profileId: string; endedAt: string | null }[] };
    credits: { nodes: { state: string }[] };
  };
};

/**
 * Links a person as a browser does, through all faults: a flow that fails is begun again, and a confirmation is repeated
 * with its key until it is answered. Waits until the credit counts.
 */
export async function linkPerson(cluster: Cluster, history: HistoryRecorder, person: Person): Promise<void> {
  const client = await signedIn(cluster.stack, person.login);
  for (let isLinked = false; !isLinked; ) {
    const completion = await untilDone(`the sign-in of ${person.login}`, () => prove(cluster, client, person));
    const operation = { text: CONFIRM, input: { ...completion, idempotencyKey: randomUUID() } };
    const { outcome } = await untilAnswered(history, linkOf(person), () => send(client, operation));
    isLinked = outcome === 'ok';
  }
  await untilAnswered(history, creditOf(person), async () => {
    const seen = await see(client);
    const isCounted = seen?.credits.nodes.some(({ state }) => state === 'COUNTED');
    return { outcome: isCounted ? 'ok' : 'unknown', answer: 'read', value: isCounted || undefined };
  });
}

/** How often each effect of these people is in the answers of the API. */
export async function presentLinks(cluster: Cluster, people: readonly Person[]): Promise<Map<string, number>> {
  const present = new Map<string, number>();
  for (const person of people) {
    const client = await signedIn(cluster.stack, person.login);
    const seen = await untilDone(`the links of ${person.login}`, () => see(client));
    present.set(linkOf(person), seen.associations.nodes.length);
    present.set(creditOf(person), seen.credits.nodes.length);
  }
  return present;
}

const linkOf = ({ login }: Person): string => `link of ${login}`;
const creditOf = ({ login }: Person): string => `credit of ${login}`;

async function see(client: GraphqlClient): Promise<Seen['viewer'] | undefined> {
  const { data, errors } = await client.execute<Seen>(SEEN);
  return errors === undefined ? data?.viewer : undefined;
}

/** Begins a flow and signs in at the learning source; undefined where a fault came between. */
async function prove(
  { stack }: Cluster,
  client: GraphqlClient,
  { learningLogin }: Person,
): Promise<{ flowId: string; completionCode: string } | undefined> {
  const begun: Begun = await begin(stack, client, 'MICROSOFT_LEARN');
  return completionOf(await signInAtSource(begun, learningLogin));
}
