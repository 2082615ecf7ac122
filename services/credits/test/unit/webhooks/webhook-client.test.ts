import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { getCACertificates, setDefaultCACertificates, type TLSSocket } from 'node:tls';
import type { AddressGuard } from '../../../src/webhooks/application/sending/address-guard.js';
import { type ResolveName, resolveName } from '../../../src/webhooks/application/sending/resolve-name.js';
import { WebhookClient, WebhookRequestCanceled } from '../../../src/webhooks/application/sending/webhook-client.js';
import { selfSigned } from '../../support/self-signed.js';

// 127.0.0.2 stands for a public address, 127.0.0.3 for a private one: nothing leaves this machine.
const PUBLIC = '127.0.0.2';
const PRIVATE = '127.0.0.3';
const guard: AddressGuard = { isAllowed: (address) => address === PUBLIC };
const DEADLINE = 300;

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

function client(resolve: ResolveName = async () => [PUBLIC]): WebhookClient {
  const created = new WebhookClient({ guard, resolve, deadlineMilliseconds: DEADLINE });
  closing.push(() => created.close());
  return created;
}

/** Listens on both addresses and counts the requests to each. */
async function receiver(answer: RequestListener): Promise<{ port: number; reached: string[] }> {
  const reached: string[] = [];
  const server = createServer((request, response) => {
    reached.push(request.socket.localAddress ?? '');
    answer(request, response);
  });
  return { port: await listen(server), reached };
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((listening) => server.listen(0, '0.0.0.0', listening));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

const post = (url: string, by = client()) => by.post({ url, headers: {}, body: '{}' });

describe('the address of a request', () => {
  it('is allowed by its name and for its connection', async () => {
    const { port, reached } = await receiver((_request, response) => response.writeHead(204).end());
    expect(await post(`http://hooks.example:${port}/in`)).toMatchObject({ status: 204, problem: null, answer: null });
    expect(reached).toEqual([PUBLIC]);
  });

  it('is resolved once for a connection, so that a name that changes its address gains nothing', async () => {
    const { port, reached } = await receiver((_request, response) => response.end());
    const answers = [[PUBLIC], [PRIVATE], [PRIVATE]];
    let asked = 0;
    const changing = client(async () => answers[asked++] ?? []);
    expect((await post(`http://hooks.example:${port}/`, changing)).problem).toBeNull();
    expect([asked, reached]).toEqual([1, [PUBLIC]]);
    // A new connection is judged anew.
    expect(
      (
        await post(
          `http://hooks.example:${port}/`,
          client(async () => [PRIVATE]),
        )
      ).problem,
    ).toBe('ADDRESS_NOT_ALLOWED');
    expect(reached).toEqual([PUBLIC]);
  });

  it.each([
    ['a literal address', `http://${PRIVATE}`, [PUBLIC]],
    ['a number', 'http://2130706435', [PUBLIC]],
    ['hexadecimal digits', 'http://0x7f000003', [PUBLIC]],
    ['a mapped address', `http://[::ffff:${PRIVATE}]`, [PUBLIC]],
    ['a name of a private address', 'http://hooks.example', [PRIVATE]],
    ['a name of a public and a private address', 'http://hooks.example', [PUBLIC, PRIVATE]],
    ['a name with the dot of the root', 'http://hooks.example.', [PRIVATE]],
  ])('is denied: %s', async (_what, origin, addresses) => {
    const { port, reached } = await receiver((_request, response) => response.end());
    const answer = await post(
      `${origin}:${port}/`,
      client(async () => addresses),
    );
    expect(answer).toMatchObject({ status: null, problem: 'ADDRESS_NOT_ALLOWED' });
    expect(reached).toEqual([]);
  });

  it('is denied when the connection ends at another one than the judged one', async () => {
    const { port } = await receiver((_request, response) => response.end());
    let judged = 0;
    const forgetful = { isAllowed: () => ++judged === 1 };
    const created = new WebhookClient({ guard: forgetful, resolve: async () => [PUBLIC] });
    closing.push(() => created.close());
    expect((await post(`http://hooks.example:${port}/`, created)).problem).toBe('ADDRESS_NOT_ALLOWED');
  });

  it('is not found when the name has no address', async () => {
    expect(
      (
        await post(
          'http://hooks.example/',
          client(async () => []),
        )
      ).problem,
    ).toBe('NAME_NOT_FOUND');
  });

  it('is that of the certificate: the name, with the pinned address', async () => {
    const certificates = getCACertificates('default');
    const { key, cert } = selfSigned('hooks.example');
    const names: unknown[] = [];
    const server = createTlsServer({ key, cert }, (request, response) => {
      names.push((request.socket as TLSSocket & { servername?: string }).servername);
      response.end();
    });
    const port = await listen(server);
    expect((await post(`https://hooks.example:${port}/`)).problem).toBe('CERTIFICATE_REFUSED');
    setDefaultCACertificates([...certificates, cert]);
    try {
      expect((await post(`https://hooks.example:${port}/`)).problem).toBeNull();
      expect((await post(`https://other.example:${port}/`)).problem).toBe('CERTIFICATE_REFUSED');
      expect((await post(`https://${PUBLIC}:${port}/`)).problem).toBe('CERTIFICATE_REFUSED');
    } finally {
      setDefaultCACertificates(certificates);
    }
    expect(names).toEqual(['hooks.example']);
  });
});

describe('resolveName', () => {
  it('answers literal addresses, and the own machine for localhost, without a name server', async () => {
    expect(await resolveName('8.8.8.8')).toEqual(['8.8.8.8']);
    expect(await resolveName('2606:4700::1111')).toEqual(['2606:4700::1111']);
    expect(await resolveName('hooks.localhost')).toEqual(['127.0.0.1', '::1']);
  });
});

describe('the answer', () => {
  it('of a redirect is not followed', async () => {
    const { port, reached } = await receiver((_request, response) =>
      response.writeHead(307, { location: `http://${PRIVATE}:${port}/` }).end('moved'),
    );
    expect(await post(`http://hooks.example:${port}/`)).toMatchObject({ status: 307, problem: 'REDIRECT' });
    expect(reached).toEqual([PUBLIC]);
  });

  it('is a problem unless its status is from 200 to 299, with what Retry-After asks', async () => {
    const { port } = await receiver((request, response) => {
      const status = Number(request.url?.slice(1));
      response.writeHead(status, { 'retry-after': '7', 'content-type': 'text/plain' }).end(`answer ${status}`);
    });
    for (const [status, problem] of [
      [200, null],
      [202, null],
      [299, null],
      [400, 'STATUS'],
      [404, 'STATUS'],
      [410, 'STATUS'],
      [429, 'STATUS'],
      [500, 'STATUS'],
      [503, 'STATUS'],
    ] as const)
      expect(await post(`http://hooks.example:${port}/${status}`)).toMatchObject({
        status,
        problem,
        answer: `answer ${status}`,
        retryAfterSeconds: 7,
      });
  });

  it.each([
    [
      'an endless one',
      'ANSWER_TOO_LARGE',
      (response) => {
        response.writeHead(200);
        const more = (): unknown => response.write('x'.repeat(10_000), () => setImmediate(more));
        more();
      },
    ],
    [
      'one of a byte from time to time',
      'TIMEOUT',
      (response) => {
        response.writeHead(200);
        const timer = setInterval(() => response.write('x'), 20);
        response.once('close', () => clearInterval(timer));
      },
    ],
    ['none', 'TIMEOUT', () => undefined],
    [
      '60 kB of headers',
      'ANSWER_TOO_LARGE',
      (response) => {
        response.writeHead(200, { 'x-large': 'x'.repeat(60_000) }).end();
      },
    ],
    ['a cut connection', 'CONNECTION_FAILED', (response) => response.socket?.destroy()],
    [
      'one that is cut in the middle',
      'CONNECTION_FAILED',
      (response) => {
        response.writeHead(200, { 'content-length': 100 });
        response.write('x', () => response.socket?.destroy());
      },
    ],
  ] as const satisfies readonly (readonly [string, string, (response: Parameters<RequestListener>[1]) => unknown])[])(
    'is limited: %s is %s',
    async (_what, problem, answer) => {
      const { port } = await receiver((_request, response) => answer(response));
      expect((await post(`http://hooks.example:${port}/`)).problem).toBe(problem);
    },
  );

  it('of something that speaks no HTTP, or of nothing, is a failed connection', async () => {
    const server = createTcpServer((socket) => socket.resume().end('hello\r\n'));
    await new Promise<void>((listening) => server.listen(0, '0.0.0.0', listening));
    const { port } = server.address() as AddressInfo;
    expect((await post(`http://hooks.example:${port}/`)).problem).toBe('CONNECTION_FAILED');
    await new Promise((closed) => server.close(closed));
    expect((await post(`http://hooks.example:${port}/`)).problem).toBe('CONNECTION_FAILED');
  });

  it('is shown as text of at most 1,024 characters that a database can store', async () => {
    const bodies: Record<string, [type: string | undefined, body: string | Buffer, encoding?: string]> = {
      '/text': ['text/plain; charset=utf-8', 'é'.repeat(2_000)],
      '/json': ['application/problem+json', '{"a":"\u0000"}'],
      '/emoji': ['text/plain', '🙂'.repeat(1_500)],
      '/broken': ['text/plain', Buffer.from([0x61, 0xff, 0xfe, 0xc3])],
      '/image': ['image/png', 'png'],
      '/compressed': ['text/plain', 'gzip', 'gzip'],
      '/untyped': [undefined, 'what'],
    };
    const { port } = await receiver((request, response) => {
      const [type, body, encoding] = bodies[request.url ?? ''] ?? [];
      if (type !== undefined) response.setHeader('content-type', type);
      if (encoding !== undefined) response.setHeader('content-encoding', encoding);
      response.end(body);
    });
    const answerOf = async (path: string) => (await post(`http://hooks.example:${port}${path}`)).answer;
    expect(await answerOf('/text')).toBe('é'.repeat(1_024));
    expect(await answerOf('/json')).toBe('{"a":"\ufffd"}');
    expect(await answerOf('/emoji')).toBe('🙂'.repeat(1_024));
    expect((await answerOf('/broken'))?.isWellFormed()).toBe(true);
    for (const path of ['/image', '/compressed', '/untyped']) expect(await answerOf(path)).toBeNull();
  });

  it('is not waited for when the request is canceled', async () => {
    const { port } = await receiver(() => undefined);
    const canceling = new AbortController();
    const running = client().post({
      ...{ url: `http://hooks.example:${port}/`, headers: {}, body: '{}' },
      signal: canceling.signal,
    });
    canceling.abort();
    await expect(running).rejects.toThrow(WebhookRequestCanceled);
  });
});
