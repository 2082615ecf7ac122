import { Readable } from 'node:stream';
import { verifyIdentityToken } from '@app/subgraph-kit/callers/identity-token';
import { systemClock } from '@app/subgraph-kit/processes/clock';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { request } from 'undici';
import type { Answering } from '../support/test-subgraph.js';
import { ORGANIZATION, startTestWorld, type TestGateway, type TestWorld } from '../support/test-world.js';

/** Of identity: services/identity/src/scim/api/rest/read-body.ts. */
const LARGEST_BODY = 256 * 1024;

let world: TestWorld;
let gateway: TestGateway;

beforeAll(async () => {
  world = await startTestWorld();
  gateway = await world.gateway();
});
afterAll(() => world.stop());

type Seen = { method: string; url: string; headers: Record<string, string>; body: string };

/** Answers as given, and collects the requests. */
function watch(subgraph: 'identity' | 'association' | 'credits', answer: Answering): Seen[] {
  const seen: Seen[] = [];
  world[subgraph].serve((incoming, response, body) => {
    const { method = '', url = '', headers } = incoming;
    seen.push({ method, url, headers: headers as Record<string, string>, body });
    answer(incoming, response, body);
  });
  return seen;
}

async function callerIn(headers: Record<string, string> | undefined, audience: string): Promise<unknown> {
  const token = headers?.authorization?.replace('Bearer ', '') ?? '';
  return (await verifyIdentityToken(token, { key: world.keys.verifyKey, audience, clock: systemClock })).caller;
}

describe('the paths of a linking flow', () => {
  test('reach association unchanged, with cookies and the token of the gateway, and its answer returns unchanged', async () => {
    const seen = watch('association', (_request, response) =>
      response
        .writeHead(303, {
          location: 'https://learn.example/authorize?state=a%20b',
          'set-cookie': ['associate=one; HttpOnly', 'other=two'],
          'cache-control': 'no-store',
          'referrer-policy': 'no-referrer',
          'keep-alive': 'timeout=9',
        })
        .end(),
    );
    const answer = await request(
      `${gateway.url}/associate/callback?code=x%2Fy&state=z&iss=https%3A%2F%2Flearn.example`,
      {
        headers: {
          cookie: 'associate=secret; a=b',
          'sec-purpose': 'prefetch',
          'user-agent': 'test',
          authorization: 'Bearer of.the.client',
          'x-forwarded-for': '10.0.0.1',
          'x-forwarded-host': 'evil.example',
          forwarded: 'for=10.0.0.1',
          'x-user-id': 'other',
          'x-client-authorization': 'Bearer forged',
        },
      },
    );
    expect(answer.statusCode).toBe(303);
    expect(answer.headers).toMatchObject({
      location: 'https://learn.example/authorize?state=a%20b',
      'set-cookie': ['associate=one; HttpOnly', 'other=two'],
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    });
    expect(answer.headers['keep-alive']).not.toBe('timeout=9');
    expect(seen[0]).toMatchObject({
      method: 'GET',
      url: '/associate/callback?code=x%2Fy&state=z&iss=https%3A%2F%2Flearn.example',
      headers: { cookie: 'associate=secret; a=b', 'sec-purpose': 'prefetch', 'user-agent': 'test' },
    });
    expect(Object.keys(seen[0]?.headers ?? {})).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/forwarded|x-user-id|x-client-authorization/)]),
    );
    expect(await callerIn(seen[0]?.headers, 'association')).toEqual({ kind: 'gateway' });
  });

  test('return an error of association unchanged', async () => {
    watch('association', (_request, response) =>
      response.writeHead(400, { 'content-type': 'text/html' }).end('<p>No.</p>'),
    );
    const answer = await request(`${gateway.url}/associate/callback`);
    expect([answer.statusCode, await answer.body.text()]).toEqual([400, '<p>No.</p>']);
  });

  test('forward a HEAD request as such', async () => {
    const seen = watch('association', (_request, response) => response.writeHead(204).end());
    await request(`${gateway.url}/associate/start?flow=x`, { method: 'HEAD' });
    expect(seen[0]?.method).toBe('HEAD');
  });

  test('accept GET and HEAD only', async () => {
    const seen = watch('association', (_request, response) => response.end());
    const answer = await request(`${gateway.url}/associate/start`, { method: 'POST', body: 'x' });
    expect([answer.statusCode, seen.length]).toEqual([404, 0]);
  });

  test('wait longer for the code exchange at a learning provider than for any other answer', async () => {
    watch('association', (_request, response) => {
      setTimeout(() => response.writeHead(303, { location: 'https://partners.example/done' }).end(), 8_500);
    });
    const answer = await request(`${gateway.url}/associate/callback?code=x&state=y`);
    expect(answer.statusCode).toBe(303);
  });

  test('answer 503 while association is down', async () => {
    await world.association.pause();
    const answer = await request(`${gateway.url}/associate/start?flow=secret`);
    expect([answer.statusCode, answer.headers['cache-control']]).toEqual([503, 'no-store']);
    expect(await answer.body.text()).not.toMatch(/127\.0\.0\.1|secret|ECONN/);
    await world.association.resume();
  });
});

describe('SCIM', () => {
  test('reaches identity with body and method; the bearer token of the client is forwarded under another name', async () => {
    const seen = watch('identity', (_request, response) =>
      response.writeHead(201, { 'content-type': 'application/scim+json', etag: 'W/"1"' }).end('{"id":"1"}'),
    );
    const answer = await request(`${gateway.url}/scim/v2/Users?filter=x`, {
      method: 'POST',
      headers: { 'content-type': 'application/scim+json', authorization: 'Bearer scim-secret' },
      body: '{"userName":"anna"}',
    });
    expect([answer.statusCode, answer.headers.etag, await answer.body.text()]).toEqual([201, 'W/"1"', '{"id":"1"}']);
    expect(seen[0]).toMatchObject({
      method: 'POST',
      url: '/scim/v2/Users?filter=x',
      body: '{"userName":"anna"}',
      headers: { 'x-client-authorization': 'Bearer scim-secret', 'content-type': 'application/scim+json' },
    });
    expect(await callerIn(seen[0]?.headers, 'identity')).toEqual({ kind: 'gateway' });
  });

  test('with two Authorization headers is rejected', async () => {
    const seen = watch('identity', (_request, response) => response.end());
    const answer = await request(`${gateway.url}/scim/v2/Users`, {
      headers: ['authorization', 'Bearer one', 'authorization', 'Bearer two'],
    });
    expect([answer.statusCode, seen.length]).toEqual([401, 0]);
  });

  test('reaches no path that is not public', async () => {
    const seen = watch('identity', (_request, response) => response.end());
    for (const path of [
      '/callers',
      '/events',
      '/scim/v2/..%2f..%2fcallers',
      '/scim/v2/%2e%2e/%2e%2e/callers',
      '/scim/v2/..\\callers',
      '/scim/v2//callers',
      '/scim/v1/Users',
    ]) {
      const answer = await request(gateway.url + path, {
        method: 'POST',
        body: '{}',
        headers: { 'content-type': 'application/json' },
      });
      expect([path, answer.statusCode]).toEqual([path, 404]);
    }
    expect(seen).toEqual([]);
  });

  test('accepts bodies as large as identity does, with or without a declared length, and none that is larger', async () => {
    const seen = watch('identity', (_request, response) => response.end());
    const post = async (body: string | Readable) =>
      (await request(`${gateway.url}/scim/v2/Users`, { method: 'POST', body })).statusCode;
    const streamed = (...sizes: number[]) => Readable.from(sizes.map((size) => Buffer.alloc(size, 'x')));
    expect(await post('x'.repeat(LARGEST_BODY + 1))).toBe(413);
    expect(await post(streamed(LARGEST_BODY, 1))).toBe(413);
    expect(await post(streamed(...Array<number>(20).fill(64 * 1024)))).toBe(413);
    expect(seen).toEqual([]);
    expect(await post('x'.repeat(LARGEST_BODY))).toBe(200);
    expect(await post(streamed(LARGEST_BODY - 1, 1))).toBe(200);
    expect(seen).toHaveLength(2);
  });
});

describe('a 404 of a service', () => {
  test('is forwarded in the form of SCIM or of a page, and otherwise replaced by one that quotes nothing', async () => {
    const answered = async (path: string, service: 'identity' | 'credits', type: string) => {
      watch(service, (incoming, response) =>
        response.writeHead(404, { 'content-type': type }).end(`no ${incoming.url}`),
      );
      const answer = await request(`${gateway.url}${path}`);
      return [answer.statusCode, await answer.body.text()];
    };
    const scim = '/scim/v2/Users/one';
    expect(await answered(scim, 'identity', 'application/scim+json; charset=utf-8')).toEqual([404, `no ${scim}`]);
    expect(await answered('/exports/one', 'credits', 'text/html; charset=utf-8')).toEqual([404, 'no /exports/one']);
    for (const type of ['application/json; charset=utf-8', 'text/plain'])
      expect(await answered(`/exports/${'x'.repeat(5000)}`, 'credits', type)).toEqual([
        404,
        'There is nothing here.\n',
      ]);
  });
});

describe('the address that stops a mail', () => {
  const path = '/mail/unsubscribe/AaIunYMxcRKcovERqquJcBaquAmsjP3mXsRqFUfJQiA';

  test('reaches identity by GET and POST, without a session and with the token of the gateway', async () => {
    const seen = watch('identity', (_request, response) =>
      response.writeHead(200, { 'content-type': 'text/html', 'referrer-policy': 'no-referrer' }).end('<p>Stopped</p>'),
    );
    const posted = await request(gateway.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', authorization: 'Bearer of.the.client' },
      body: 'List-Unsubscribe=One-Click',
    });
    expect([posted.statusCode, posted.headers['referrer-policy']]).toEqual([200, 'no-referrer']);
    await request(gateway.url + path);
    expect(seen).toMatchObject([
      { method: 'POST', url: path, body: 'List-Unsubscribe=One-Click' },
      { method: 'GET', url: path },
    ]);
    for (const { headers } of seen) {
      expect(await callerIn(headers, 'identity')).toEqual({ kind: 'gateway' });
      expect(headers['x-client-authorization']).toBeUndefined();
    }
  });

  test('accepts no other method, and opens nothing else below /mail', async () => {
    const seen = watch('identity', (_request, response) => response.end());
    expect((await request(gateway.url + path, { method: 'DELETE' })).statusCode).toBe(404);
    for (const other of ['/mail', '/mail/', '/mail/unsubscribe', '/mail/unsubscribe/..%2f..%2fcallers'])
      expect([other, (await request(gateway.url + other)).statusCode]).toEqual([other, 404]);
    expect(seen).toEqual([]);
  });
});

describe('exports', () => {
  test('are streamed: the first bytes arrive while the last are not yet written', async () => {
    let finish = (): void => undefined;
    watch('credits', (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/csv', 'content-disposition': 'attachment; filename="x.csv"' });
      response.write('first\n');
      finish = () => void response.end('last\n');
    });
    const answer = await request(`${gateway.url}/exports/one?signature=s`);
    expect(answer.headers['content-disposition']).toBe('attachment; filename="x.csv"');
    let text = '';
    for await (const chunk of answer.body) {
      text += String(chunk);
      if (text === 'first\n') finish();
    }
    expect(text).toBe('first\nlast\n');
  });

  const found: Answering = (_request, response) => {
    response.writeHead(200).end();
  };

  test('reach credits with the caller behind a token of a work account, and not with the token', async () => {
    const seen = watch('credits', found);
    const user = { caller: 'user', userId: ORGANIZATION, organizationId: ORGANIZATION, roles: ['GLOBAL_ADMIN'] };
    watch('identity', (_request, response) => response.end(JSON.stringify(user)));
    const authorization = `Bearer ${await world.issuer.person('anna')}`;
    const answer = await request(`${gateway.url}/exports/one/file.csv`, {
      headers: { authorization, range: 'bytes=0-9', 'if-range': '"tag"', 'x-client-authorization': 'Basic forged' },
    });
    expect(answer.statusCode).toBe(200);
    expect(await callerIn(seen[0]?.headers, 'credits')).toMatchObject({ kind: 'person' });
    expect(seen[0]?.headers).toMatchObject({ range: 'bytes=0-9', 'if-range': '"tag"' });
    expect(seen[0]?.headers['x-client-authorization']).toBeUndefined();
  });

  test.each(['Basic ZmVlZDprZXk=', 'Bearer slf_a-key-without-dots'])(
    'reach credits with another authorization unchanged, beside the token of the gateway: %s',
    async (authorization) => {
      const seen = watch('credits', found);
      await request(`${gateway.url}/exports/feeds/one/latest.csv`, { headers: { authorization } });
      expect(seen[0]?.headers['x-client-authorization']).toBe(authorization);
      expect(await callerIn(seen[0]?.headers, 'credits')).toEqual({ kind: 'gateway' });
    },
  );

  test('reject a token that is not valid here, and two authorizations, before credits is asked', async () => {
    const seen = watch('credits', found);
    const expired = `Bearer ${await world.issuer.person('anna', {}, { expiresIn: -61 })}`;
    for (const authorization of [expired, ['Basic ZmVlZDprZXk=', expired]]) {
      const answer = await request(`${gateway.url}/exports/one/file.csv`, { headers: { authorization } });
      expect([answer.statusCode, answer.headers['www-authenticate']]).toEqual([401, 'Bearer']);
    }
    expect(seen).toEqual([]);
  });

  test('have the problems of credits, which say what to do', async () => {
    watch('credits', (_request, response) =>
      response.writeHead(404, { 'content-type': 'application/problem+json' }).end('{"detail":"Query it again."}'),
    );
    const answer = await request(`${gateway.url}/exports/one/file.csv`);
    expect([answer.statusCode, await answer.body.text()]).toEqual([404, '{"detail":"Query it again."}']);
  });
});

describe('calendars', () => {
  test('reach credits without any authorization of the client, and the answer returns unchanged', async () => {
    const headers = { 'content-type': 'text/calendar; charset=utf-8', etag: '"one"', 'x-robots-tag': 'noindex' };
    const seen = watch('credits', (_request, response) => response.writeHead(200, headers).end('BEGIN:VCALENDAR\r\n'));
    const answer = await request(`${gateway.url}/calendar/one/secret.ics`, {
      headers: { authorization: 'Basic ZmVlZDprZXk=', cookie: 'a=b', 'if-none-match': '"two"' },
    });
    expect(answer.headers).toMatchObject(headers);
    expect(await answer.body.text()).toBe('BEGIN:VCALENDAR\r\n');
    expect(seen[0]).toMatchObject({
      method: 'GET',
      url: '/calendar/one/secret.ics',
      headers: { 'if-none-match': '"two"' },
    });
    expect(seen[0]?.headers['x-client-authorization']).toBeUndefined();
    expect(await callerIn(seen[0]?.headers, 'credits')).toEqual({ kind: 'gateway' });
  });

  test('accept GET and HEAD only, and have the problem of credits', async () => {
    const seen = watch('credits', (_request, response) =>
      response.writeHead(404, { 'content-type': 'application/problem+json' }).end('{"detail":"Create it again."}'),
    );
    const post = await request(`${gateway.url}/calendar/one/secret.ics`, { method: 'POST', body: 'x' });
    expect([post.statusCode, seen.length]).toEqual([404, 0]);
    const answer = await request(`${gateway.url}/calendar/one/secret.ics`);
    expect([answer.statusCode, await answer.body.text()]).toEqual([404, '{"detail":"Create it again."}']);
  });

  test('are limited each by itself, whatever the secret that a client tries', async () => {
    watch('credits', (_request, response) => response.end());
    const limited = await world.gateway({ rateLimitPerMinute: 3 });
    const status = async (path: string) => (await request(`${limited.url}/calendar/${path}`)).statusCode;
    const guesses = [];
    for (const secret of ['a', 'b', 'c', 'd']) guesses.push(await status(`one/${secret}.ics`));
    expect(guesses).toEqual([200, 200, 200, 429]);
    expect(await status('two/a.ics')).toBe(200);
  });
});
