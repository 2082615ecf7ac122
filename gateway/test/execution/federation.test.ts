import { errorCode, expectNoErrors } from '@app/test-kit/graphql-client';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startTestWorld, type TestGateway, type TestWorld } from '../support/test-world.js';

let world: TestWorld;
let gateway: TestGateway;

const MEMBERS = `{ callerOrganization { name designations members {
  displayName activeAssociation { profileId tags detail { level } } credits { title } } } }`;

const member = (n: number) => ({
  displayName: `Person ${n}`,
  activeAssociation: { profileId: `profile-${n}`, tags: ['a'], detail: { level: 1 } },
  credits: [{ title: 'Azure Administrator' }],
});

beforeAll(async () => {
  world = await startTestWorld();
  gateway = await world.gateway();
});
beforeEach(() => {
  for (const subgraph of [world.identity, world.association, world.credits]) {
    subgraph.behave(undefined);
    subgraph.received.length = 0;
  }
});
afterAll(() => world.stop());

describe('one query over three subgraphs', () => {
  test('is answered as one, and requests a repeated entity once', async () => {
    const data = expectNoErrors(await gateway.client.execute(MEMBERS));
    expect(data).toEqual({
      callerOrganization: {
        name: 'Contoso',
        designations: ['infrastructure'],
        members: [member(1), member(2), member(1), member(2)],
      },
    });
    expect(world.association.received.map(({ variables }) => (variables.representations as unknown[]).length)).toEqual([
      2,
    ]);
  });

  test('sends one request id, one trace and one token for the same caller to each subgraph', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const token = await world.issuer.person('anna');
    // Credits is asked twice: for a field of the query, and for fields of entities.
    const document = MEMBERS.replace('{', '{ catalog');
    const answer = await gateway.client.as(token).execute(document, undefined, { traceparent });
    const received = [world.identity, world.association, world.credits].flatMap((subgraph) => subgraph.received);
    expect(received.length).toBeGreaterThanOrEqual(4);
    for (const { requestId, headers, caller } of received) {
      expect(requestId).toBe(answer.headers.get('x-request-id'));
      expect(headers).toMatchObject({ 'x-request-id': requestId, traceparent });
      expect(caller).toMatchObject({ kind: 'person' });
    }
    const tokens = world.credits.received.map(({ headers }) => headers.authorization);
    expect(tokens.length).toBeGreaterThan(1);
    expect(new Set(tokens).size).toBe(1);
  });

  test('replaces a forged trace', async () => {
    await gateway.client.execute('{ catalog }', undefined, { traceparent: '00-<script>' });
    expect(world.credits.received.at(-1)?.headers.traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
  });
});

describe('a subgraph in trouble', () => {
  async function expectAssociationMissing(): Promise<void> {
    const began = performance.now();
    const answer = await gateway.client.execute<{ callerOrganization: { members: unknown[] } }>(MEMBERS);
    expect(performance.now() - began).toBeLessThan(5500);
    expect(answer.status).toBe(200);
    expect(answer.data?.callerOrganization.members).toEqual(
      [1, 2, 1, 2].map((n) => ({ ...member(n), activeAssociation: null })),
    );
    expect(answer.errors?.map(({ path }) => path?.join('.')).sort()).toEqual(
      [0, 1, 2, 3].map((n) => `callerOrganization.members.${n}.activeAssociation`),
    );
    for (const { message, extensions } of answer.errors ?? []) {
      expect(extensions).toEqual({
        code: 'SERVICE_UNAVAILABLE',
        requestId: answer.headers.get('x-request-id'),
        retryAfterSeconds: 5,
      });
      expect(message).not.toMatch(/127\.0\.0\.1|association|ECONN|timeout/i);
    }
  }

  test('that is down affects its own fields only, each with SERVICE_UNAVAILABLE at its path', async () => {
    await world.association.pause();
    try {
      await expectAssociationMissing();
      const root = await gateway.client.execute('{ pending(flow: "x") catalog }');
      expect(root).toMatchObject({ status: 200, data: { pending: null, catalog: ['AZ-104'] } });
      expect(root.errors).toMatchObject([{ path: ['pending'], extensions: { code: 'SERVICE_UNAVAILABLE' } }]);
    } finally {
      await world.association.resume();
    }
    expectNoErrors(await gateway.client.execute(MEMBERS));
  });

  test('that does not answer is given up after four seconds', async () => {
    world.association.behave(() => undefined);
    await expectAssociationMissing();
  });

  const nonsense: Record<string, Parameters<TestWorld['association']['behave']>[0]> = {
    'that answers with a page': (_request, response) => response.writeHead(502).end('<h1>Bad gateway on 10.0.0.1</h1>'),
    'that rejects our token': (_request, response) =>
      response.writeHead(401).end('{"errors":[{"message":"no","extensions":{"code":"UNAUTHENTICATED"}}]}'),
    'that answers without data': (_request, response) => response.end('{}'),
    'that breaks off': (_request, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"data":');
      setTimeout(() => response.destroy(), 20);
    },
    'that never stops talking': (_request, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write('x'.repeat(1_000_000)));
        response.once('drain', more);
      };
      more();
    },
  };
  for (const [name, how] of Object.entries(nonsense)) {
    test(`${name} is unavailable, not an internal error`, async () => {
      world.association.behave(how);
      await expectAssociationMissing();
    });
  }

  test.each(['first', 'last'])(
    'has errors at its own fields only, whichever fetch of an object fails %s',
    async (order) => {
      const members = [1, 2].map((n) => ({ __typename: 'User', id: String(n), displayName: `Person ${n}` }));
      const later = (answer: () => void) => void setTimeout(answer, order === 'last' ? 100 : 0);
      world.identity.behave((_request, response) =>
        response.end(
          JSON.stringify({ data: { callerOrganization: { __typename: 'Organization', id: '1', members } } }),
        ),
      );
      world.association.behave((request) => later(() => request.socket.destroy()));
      const rejection = { message: 'Not for you.', path: ['_entities', 1], extensions: { code: 'FORBIDDEN' } };
      world.credits.behave((_request, response) =>
        setTimeout(
          () => response.end(JSON.stringify({ data: { _entities: [null, null] }, errors: [rejection] })),
          order === 'last' ? 0 : 100,
        ),
      );
      const answer = await gateway.client.execute(
        '{ callerOrganization { members { link: activeAssociation { profileId } credits { title } } } }',
      );
      const nothing = { link: null, credits: null };
      expect(answer.data).toEqual({ callerOrganization: { members: [nothing, nothing] } });
      expect(answer.errors?.map(({ path, extensions }) => [path?.slice(2).join('.'), extensions?.code]).sort()).toEqual(
        [
          ['0.link', 'SERVICE_UNAVAILABLE'],
          ['1.credits', 'FORBIDDEN'],
          ['1.link', 'SERVICE_UNAVAILABLE'],
        ],
      );
    },
  );

  test('that waits behind another slow one leaves the whole answer within eight seconds', async () => {
    world.identity.behave((_request, response) => {
      setTimeout(
        () => response.end('{"data":{"callerOrganization":{"__typename":"Organization","id":"1","name":"Slow"}}}'),
        3500,
      );
    });
    world.credits.behave(() => undefined);
    const began = performance.now();
    const answer = await gateway.client.execute('{ callerOrganization { name designations } }');
    expect(performance.now() - began).toBeLessThan(8500);
    expect(answer.data).toEqual({ callerOrganization: { name: 'Slow', designations: null } });
    expect(errorCode(answer)).toBe('SERVICE_UNAVAILABLE');
  });

  test('whose idle connection was closed receives a read again', async () => {
    expectNoErrors(await gateway.client.execute('{ catalog }'));
    let dropped = 0;
    world.credits.behave((request) => {
      dropped++;
      world.credits.behave(undefined);
      request.socket.destroy();
    });
    expectNoErrors(await gateway.client.execute('{ catalog }'));
    expect(dropped).toBe(1);
  });

  test('does not receive a mutation again', async () => {
    world.identity.behave((request) => request.socket.destroy());
    const answer = await gateway.client.execute('mutation { rename(name: "x") { id } }');
    expect(errorCode(answer)).toBe('SERVICE_UNAVAILABLE');
    expect(world.identity.received.length).toBe(1);
  });
});
