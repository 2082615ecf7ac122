import { bearerToken } from '@skill-link/client/bearer-token';
import { browserSession, changeSession } from '@skill-link/client/browser-session';
import { createClient } from '@skill-link/client/client';
import { clientCredentials } from '@skill-link/client/client-credentials';
import { TypedDocumentString } from '@skill-link/client/document';
import { stubApi } from './support.js';

describe('clientCredentials', () => {
  let issuer: Awaited<ReturnType<typeof stubApi>>;
  afterEach(() => issuer.stop());

  const credentialsAt = (url: string) =>
    clientCredentials({ tokenUrl: `${url}/token`, clientId: 'erp', clientSecret: 's:1', scope: 'api/.default' });

  it('requests one token for all callers', async () => {
    issuer = await stubApi((_received, _reply, attempt) => ({ access_token: `t${attempt}`, expires_in: 3_600 }));
    const credentials = credentialsAt(issuer.address);
    const headers = await Promise.all([1, 2, 3].map(async () => credentials.headers()));
    expect(headers).toEqual(Array(3).fill({ authorization: 'Bearer t1' }));
    expect(issuer.received).toHaveLength(1);
    expect(issuer.received[0]?.headers.authorization).toBe(`Basic ${btoa('erp:s%3A1')}`);
    expect(issuer.received[0]?.body).toBe('grant_type=client_credentials&scope=api%2F.default');
  });

  it('requests again after a failure', async () => {
    issuer = await stubApi((_received, reply, attempt) =>
      attempt === 1 ? reply.code(500).send() : { access_token: 't', expires_in: 3_600 },
    );
    const credentials = credentialsAt(issuer.address);
    await expect(Promise.resolve(credentials.headers())).rejects.toThrow('The token endpoint answered 500.');
    expect(await credentials.headers()).toEqual({ authorization: 'Bearer t' });
  });
});

describe('bearerToken', () => {
  it('acquires a token for each operation, and a fresh one after a 401', async () => {
    const asked: boolean[] = [];
    const credentials = bearerToken(async ({ forceRefresh }) => {
      asked.push(forceRefresh);
      return `t${asked.length}`;
    });
    const api = await stubApi((_received, reply, attempt) =>
      attempt === 1 ? reply.code(401).send({}) : { data: { viewer: null } },
    );
    const client = createClient({ url: api.url, credentials });
    for (const _ of [1, 2])
      expect(await client.send(new TypedDocumentString('{ viewer { id } }'), {})).toMatchObject({ ok: true });
    await api.stop();
    expect(asked).toEqual([false, true, false]);
    expect(api.received.map(({ headers }) => headers.authorization)).toEqual(['Bearer t1', 'Bearer t2', 'Bearer t3']);
  });

  it('is unreachable while the library has no token', async () => {
    const credentials = bearerToken(() => Promise.reject(new Error('interaction required')));
    const client = createClient({ url: 'http://127.0.0.1:9', credentials, pauses: [] });
    expect(await client.send(new TypedDocumentString('{ viewer { id } }'), {})).toMatchObject({
      kind: 'unreachable',
      message: 'interaction required',
    });
  });
});

describe('browserSession', () => {
  let gateway: Awaited<ReturnType<typeof stubApi>>;
  afterEach(() => gateway.stop());

  it('marks its requests with a header that other sites cannot send', async () => {
    gateway = await stubApi(() => '');
    expect(browserSession().headers()).toEqual({ 'x-session-request': '1' });
  });

  it('renews the session once for all operations that are rejected at a time', async () => {
    gateway = await stubApi((_received, reply) => reply.code(204).send());
    const session = browserSession({ renewUrl: `${gateway.address}/session/renew` });
    expect(await Promise.all([session.renew(), session.renew()])).toEqual([true, true]);
    expect(gateway.received).toHaveLength(1);
    expect(gateway.received[0]?.headers['x-session-request']).toBe('1');
  });

  it.each([503, 429])('does not take a renewal that is answered by %i for the end of the session', async (status) => {
    gateway = await stubApi((_received, reply) => reply.code(status).send());
    const session = browserSession({ renewUrl: `${gateway.address}/session/renew` });
    await expect(session.renew()).rejects.toThrow(`The service answered ${status}.`);
  });

  it('says why a renewal is rejected, in the outcome of the operation', async () => {
    const extensions = { code: 'RATE_LIMITED', requestId: 'r', retryAfterSeconds: 20 };
    gateway = await stubApi(({ headers }, reply) =>
      'content-type' in headers
        ? reply.code(401).send({})
        : reply.code(429).send({ errors: [{ message: 'Too many requests.', extensions }] }),
    );
    const credentials = browserSession({ renewUrl: `${gateway.address}/session/renew` });
    const client = createClient({ url: gateway.url, credentials });
    expect(await client.send(new TypedDocumentString('{ viewer { id } }'), {})).toEqual({
      ok: false,
      kind: 'limited',
      message: 'Too many requests.',
      ...extensions,
    });
  });

  it('gives up a renewal that is not answered, so that other tabs can go on', async () => {
    gateway = await stubApi(() => new Promise((resolve) => setTimeout(resolve, 500)));
    const session = browserSession({ renewUrl: `${gateway.address}/session/renew`, timeout: 50 });
    await expect(session.renew()).rejects.toThrow('timeout');
    expect(await changeSession(async () => 'changed')).toBe('changed');
  });

  it('is not changed while it is renewed, so that no renewal undoes a sign-out', async () => {
    const steps: string[] = [];
    gateway = await stubApi(async (_received, reply) => {
      await changed.promise;
      steps.push('renewed');
      return reply.code(204).send();
    });
    const changed = Promise.withResolvers<undefined>();
    const renewal = browserSession({ renewUrl: `${gateway.address}/session/renew` }).renew();
    const signOut = changeSession(async () => void steps.push('signed out'));
    changed.resolve(undefined);
    await Promise.all([renewal, signOut]);
    expect(steps).toEqual(['renewed', 'signed out']);
  });

  it('reports a session that is over', async () => {
    gateway = await stubApi((_received, reply) => reply.code(401).send());
    expect(await browserSession({ renewUrl: `${gateway.address}/session/renew` }).renew()).toBe(false);
  });
});
