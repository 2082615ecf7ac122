import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EXAMPLES } from '@app/console/api-reference/api-reference';
import { type Example, readExamples } from '@app/console/api-reference/examples';
import type { Stack } from '@app/stack/stack';
import { type GraphqlClient, graphqlClient } from '@app/test-kit/graphql-client';
import { repositoryFile } from '../repository.js';
import { startDemonstrationStack } from './demonstration-stack.js';
import { type Bindings, bound, differences, recorded } from './example-answers.js';
import { asMachine, completionOf, eventually, signedIn, signInAtSource } from './people.js';

/** `RECORD_EXAMPLES=true npm test -- tests/src/journeys/examples.test.ts` writes the answers of the product into the examples. */
const RECORDS = process.env.RECORD_EXAMPLES === 'true';

/** What the examples call the gateway, and the receiver of a webhook. */
const GATEWAY = 'http://localhost:4000';
const RECEIVER = 'http://localhost:8080/skill-link';
/** Days and instants that the examples send, as milliseconds before the run: the demonstration data follow the clock. */
const DAY = 86_400_000;
const MOMENTS: Readonly<Record<string, number>> = {
  '2026-11-30': 0,
  '2025-12-01': 364 * DAY,
  '2026-11-28T09:30:00Z': 2 * DAY,
};
/** Samples of texts that the next steps need. */
const SIGN_IN = `${GATEWAY}/associate/start?flow=…`;
const CODE = 'the-code-of-the-browser';
const DIRECTORY_TOKEN = 'shown once: the token of the directory';

type World = { machines: { clientId: string; clientSecret: string }[] };
const { machines } = JSON.parse(repositoryFile('development/demonstration/demonstration.json')) as World;

describe('the examples of the API', () => {
  let stack: Stack;
  const bindings: Bindings = new Map();
  const clients = new Map<string | null, Promise<GraphqlClient>>();
  const receiver = createServer((_request, response) => response.writeHead(204).end());

  beforeAll(async () => {
    stack = await startDemonstrationStack();
    await new Promise<void>((listening) => receiver.listen(0, '127.0.0.1', listening));
    bindings.set(RECEIVER, RECEIVER.replace('8080', String((receiver.address() as AddressInfo).port)));
    for (const [sample, before] of Object.entries(MOMENTS)) {
      const moment = new Date(Date.now() - before).toISOString();
      bindings.set(sample, moment.slice(0, sample.length < 12 ? 10 : undefined));
    }
  }, 600_000);
  afterAll(async () => {
    receiver.closeAllConnections();
    receiver.close();
    await stack.stop();
  });

  const here = (text: string): string => text.replaceAll(GATEWAY, stack.gatewayUrl);

  /** What happens outside the API after an example, so that the next ones can go on. */
  const AFTER: Readonly<Record<string, () => Promise<unknown>>> = {
    'linking/2-begin': async () => {
      const signInUrl = here(String(bindings.get(SIGN_IN)));
      const page = await signInAtSource({ __typename: '', flowId: '', signInUrl }, 'sofia.m@post.example');
      bindings.set(CODE, completionOf(page).completionCode);
    },
    'directories/1-issue-token': () =>
      fetch(`${stack.gatewayUrl}/scim/v2/Groups`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${bindings.get(DIRECTORY_TOKEN)}`,
          'content-type': 'application/scim+json',
        },
        body: JSON.stringify({
          schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
          displayName: 'Skill managers',
          members: [],
        }),
      }),
  };

  it.each(readExamples(EXAMPLES).map((example) => [example.name, example] as const))('%s', async (name, example) => {
    const client = await clientFor(example.as);
    const variables = JSON.parse(here(JSON.stringify(bound(example.variables, bindings)))) as Record<string, unknown>;
    const ask = async (): Promise<unknown> => {
      const { data, errors } = await client.execute(example.operation, variables);
      const answer = JSON.stringify({ data, ...(errors && { errors }) });
      return JSON.parse(answer.replaceAll(stack.gatewayUrl, GATEWAY));
    };
    const found = (answer: unknown) => {
      const tried = new Map(bindings);
      return { tried, different: differences(example.answer, answer, example.varies, tried) };
    };
    // A query may be early for work that is done in the background. A mutation is sent once.
    const isMutation = example.operation.startsWith('mutation');
    const isSettled = (answer: unknown) => isMutation || found(answer).different.length === 0;
    const answer = RECORDS ? await afterAMoment(ask, isMutation) : await eventually(ask, isSettled).catch(ask);
    if (RECORDS) record(example, answer);
    else expect(found(answer).different).toEqual([]);
    for (const [sample, value] of found(answer).tried) bindings.set(sample, value);
    await AFTER[name]?.();
  });

  function clientFor(as: string | null): Promise<GraphqlClient> {
    const known = clients.get(as);
    if (known !== undefined) return known;
    const started = signIn(as);
    clients.set(as, started);
    return started;
  }

  async function signIn(as: string | null): Promise<GraphqlClient> {
    if (as === null) return graphqlClient(`${stack.gatewayUrl}/graphql`);
    const machine = machines.find(({ clientId }) => clientId === as);
    return machine === undefined ? signedIn(stack, as) : asMachine(stack, as, machine.clientSecret);
  }

  async function afterAMoment(ask: () => Promise<unknown>, isMutation: boolean): Promise<unknown> {
    if (!isMutation) await new Promise((resolve) => setTimeout(resolve, 700));
    return ask();
  }

  function record(example: Example, answer: unknown): void {
    const { as, variables, varies } = example;
    const content = {
      as,
      ...(Object.keys(variables).length > 0 && { variables }),
      ...(varies.length > 0 && { varies }),
      answer: recorded(example.answer, answer, varies, bindings),
    };
    Object.assign(example, { answer: content.answer });
    writeFileSync(`${EXAMPLES}/${example.name}.json`, `${JSON.stringify(content, null, 2)}\n`);
  }
});
