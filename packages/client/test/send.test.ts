import { clientOf, DeleteDocument, drop, InviteDocument, stubApi, ViewerDocument } from './support.js';

const INVITED = { data: { inviteUser: { __typename: 'InviteUserSuccess', user: { id: 'u' } } } };
const input = { email: 'amara@harbour.example' };

describe('send', () => {
  let api: Awaited<ReturnType<typeof stubApi>>;
  afterEach(() => api.stop());

  it('sends the text of a document with its variables and returns the data', async () => {
    api = await stubApi(() => INVITED);
    const outcome = await clientOf(api.url).send(InviteDocument, { input: { ...input, idempotencyKey: 'mine' } });
    expect(outcome).toEqual({ ok: true, data: INVITED.data, problems: [] });
    expect(api.received[0]?.body).toEqual({
      query: InviteDocument.toString(),
      variables: { input: { ...input, idempotencyKey: 'mine' } },
    });
    expect(api.received[0]?.headers.authorization).toBe('Bearer t');
  });

  it('sends the id of a trusted document instead of its text', async () => {
    api = await stubApi(() => ({ data: {} }));
    await clientOf(api.url).send({ documentId: 'sha256:abc' }, {});
    expect(api.received[0]?.body).toEqual({ documentId: 'sha256:abc', variables: {} });
  });

  it('returns partial data with the problems of its null parts', async () => {
    const extensions = { code: 'SERVICE_UNAVAILABLE', requestId: 'r-1' };
    api = await stubApi(() => ({
      data: { viewer: null },
      errors: [{ message: 'Credits are away.', path: ['viewer'], extensions }],
    }));
    expect(await clientOf(api.url).send(ViewerDocument, {})).toEqual({
      ok: true,
      data: { viewer: null },
      problems: [{ message: 'Credits are away.', path: ['viewer'], ...extensions }],
    });
  });

  it.each([
    [200, 'FORBIDDEN', 'rejected'],
    [400, 'BAD_USER_INPUT', 'rejected'],
    [401, 'UNAUTHENTICATED', 'unauthenticated'],
    [429, 'RATE_LIMITED', 'limited'],
    [503, 'SERVICE_UNAVAILABLE', 'unavailable'],
  ])('returns HTTP %i with %s and no data as %s', async (status, code, kind) => {
    api = await stubApi((_received, reply) =>
      reply.code(status).send({ errors: [{ message: 'No.', extensions: { code, requestId: 'r-2' } }] }),
    );
    expect(await clientOf(api.url).send(ViewerDocument, {})).toEqual({
      ok: false,
      kind,
      code,
      message: 'No.',
      requestId: 'r-2',
    });
  });

  it('returns the seconds after which a rate-limited caller may try again', async () => {
    api = await stubApi((_received, reply) => reply.code(429).header('retry-after', '20').send('slow down'));
    expect(await clientOf(api.url).send(ViewerDocument, {})).toMatchObject({ kind: 'limited', retryAfterSeconds: 20 });
  });

  it.each([
    ['a date', new Date(Date.now() + 3_600_000).toUTCString(), 3_600],
    ['a date that is past', new Date(0).toUTCString(), 0],
    ['nonsense', 'soon', undefined],
  ])('reads Retry-After of a proxy: %s', async (_what, header, seconds) => {
    api = await stubApi((_received, reply) => reply.code(429).header('retry-after', header).send('slow down'));
    const outcome = await clientOf(api.url).send(ViewerDocument, {});
    const read = outcome.ok ? undefined : outcome.retryAfterSeconds;
    // The time since the header was written is less than a minute.
    expect(read === undefined ? read : Math.ceil(read / 60) * 60).toBe(seconds);
  });

  it('returns an answer that is no GraphQL as unavailable', async () => {
    api = await stubApi((_received, reply) => reply.code(502).type('text/html').send('<h1>Bad gateway</h1>'));
    expect(await clientOf(api.url).send(ViewerDocument, {})).toMatchObject({ kind: 'unavailable' });
  });

  it('returns an address without a server as unreachable', async () => {
    api = await stubApi(() => ({}));
    await api.stop();
    expect(await clientOf(api.url).send(ViewerDocument, {})).toMatchObject({ kind: 'unreachable' });
  });

  it('renews the credentials once after a 401 and sends again', async () => {
    api = await stubApi((_received, reply, attempt) => (attempt === 1 ? reply.code(401).send({}) : INVITED));
    let renewals = 0;
    const client = clientOf(api.url, async () => ++renewals > 0);
    expect(await client.send(DeleteDocument, { input: { userId: 'u' } })).toMatchObject({ ok: true });
    expect(renewals).toBe(1);
  });

  it('returns unauthenticated where the renewal does not help', async () => {
    api = await stubApi((_received, reply) => reply.code(401).send({}));
    const outcome = await clientOf(api.url, async () => true).send(ViewerDocument, {});
    expect(outcome).toMatchObject({ kind: 'unauthenticated' });
    expect(api.received).toHaveLength(2);
  });

  it('returns unreachable where the renewal gets no answer', async () => {
    api = await stubApi((_received, reply) => reply.code(401).send({}));
    const client = clientOf(api.url, () => Promise.reject(new Error('the issuer does not answer')));
    expect(await client.send(ViewerDocument, {})).toMatchObject({ kind: 'unreachable' });
  });

  it('rejects with the reason of an aborted signal', async () => {
    const stop = new AbortController();
    api = await stubApi(() => {
      stop.abort(new Error('left the page'));
      return new Promise((resolve) => setTimeout(resolve, 50));
    });
    await expect(clientOf(api.url).send(ViewerDocument, {}, { signal: stop.signal })).rejects.toThrow('left the page');
  });
});

describe('send after a dropped connection or a 503', () => {
  let api: Awaited<ReturnType<typeof stubApi>>;
  afterEach(() => api.stop());

  const failTwice = (answer: unknown) =>
    stubApi((_received, reply, attempt) =>
      attempt === 1 ? drop(reply) : attempt === 2 ? reply.code(503).send({}) : answer,
    );

  it('repeats a query', async () => {
    api = await failTwice({ data: { viewer: null } });
    expect(await clientOf(api.url).send(ViewerDocument, {})).toMatchObject({ ok: true });
    expect(api.received).toHaveLength(3);
  });

  it('repeats a mutation that takes a key, with one key', async () => {
    api = await failTwice(INVITED);
    expect(await clientOf(api.url).send(InviteDocument, { input })).toMatchObject({ ok: true });
    const keys = api.received.map(({ body }) => body.variables?.input?.idempotencyKey);
    expect(keys).toHaveLength(3);
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(new Set(keys).size).toBe(1);
  });

  it('uses another key for the next operation', async () => {
    api = await stubApi(() => INVITED);
    const client = clientOf(api.url);
    await client.send(InviteDocument, { input });
    await client.send(InviteDocument, { input });
    const [first, second] = api.received.map(({ body }) => body.variables?.input?.idempotencyKey);
    expect(first).not.toBe(second);
  });

  it('never repeats a mutation without a key', async () => {
    api = await failTwice({});
    const outcome = await clientOf(api.url).send(DeleteDocument, { input: { userId: 'u' } });
    expect(outcome).toMatchObject({ ok: false, kind: 'unreachable' });
    expect(api.received).toHaveLength(1);
    expect(api.received[0]?.body.variables).toEqual({ input: { userId: 'u' } });
  });

  it('ends after the last pause', async () => {
    api = await stubApi((_received, reply) => drop(reply));
    expect(await clientOf(api.url).send(ViewerDocument, {})).toMatchObject({ kind: 'unreachable' });
    expect(api.received).toHaveLength(3);
  });
});
