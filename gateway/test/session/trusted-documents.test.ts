import { rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode } from '@app/test-kit/graphql-client';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DOCUMENT, DOCUMENT_ID } from '../support/built-application.js';
import { post } from '../support/rejections.js';
import type { TestBrowser } from '../support/test-browser.js';
import type { TestGateway } from '../support/test-world.js';
import { ANNA, BEN, PUBLIC_URL_WITH_TLS, startWebWorld, type WebWorld } from '../support/web-world.js';

let web: WebWorld;
let production: TestGateway;
/** Anna's browser, which shows the application in production. */
let anna: { post(body: unknown): Promise<[number, unknown]> };
beforeAll(async () => {
  web = await startWebWorld();
  production = await web.another({ production: true, publicUrl: PUBLIC_URL_WITH_TLS });
  // In production the issuer has TLS: the session comes from a gateway that trusts one without.
  const browser = web.browser(await web.another({ publicUrl: PUBLIC_URL_WITH_TLS }), PUBLIC_URL_WITH_TLS);
  await browser.signIn(ANNA);
  anna = { post: (body) => answerOf(web.browser(production, PUBLIC_URL_WITH_TLS), browser.cookie(), body) };
});
afterAll(() => web.stop());

async function answerOf(browser: TestBrowser, cookie: string | undefined, body: unknown): Promise<[number, unknown]> {
  const answer = await browser.post('/graphql', body, { cookie });
  return [answer.status, await answer.json()];
}
const PERSON = { data: { viewer: { displayName: 'Person 1' } } };
const rejected = (code: string) => ({ errors: [{ extensions: { code, requestId: expect.any(String) } }] });

describe('in production a session', () => {
  test('sends the documents of the application by their ids', async () => {
    expect(await anna.post({ documentId: DOCUMENT_ID })).toEqual([200, PERSON]);
    expect(await anna.post({ documentId: DOCUMENT_ID, variables: {}, operationName: 'Viewer' })).toEqual([200, PERSON]);
  });

  test.each<[string, unknown]>([
    ['another document', { query: '{ viewer { id } }' }],
    ['the text of a trusted document', { query: DOCUMENT }],
    ['nothing', {}],
    ['introspection', { query: '{ __schema { types { name } } }' }],
    ['the hash of another document', { extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } }],
  ])('may not send %s', async (_what, body) => {
    expect(await anna.post(body)).toMatchObject([403, rejected('FORBIDDEN')]);
  });

  test.each<[string, unknown]>([
    ['an id with a document', { documentId: DOCUMENT_ID, query: '{ viewer { id } }' }],
    ['several operations', [{ documentId: DOCUMENT_ID }]],
  ])('may not send %s', async (_what, body) => {
    expect(await anna.post(body)).toMatchObject([400, rejected('BAD_REQUEST')]);
  });

  test('may not have a hash stored with an id', async () => {
    const extensions = { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } };
    expect(await anna.post({ documentId: DOCUMENT_ID, extensions })).toMatchObject([
      200,
      rejected('PERSISTED_QUERY_NOT_SUPPORTED'),
    ]);
  });

  test('is all that is bound to the documents: others ask freely', async () => {
    expect(await post(production, { query: '{ viewer { id } }' })).toMatchObject({
      status: 200,
      data: { viewer: null },
    });
  });
});

describe('a document by its id', () => {
  test.each([
    ['unknown', `sha256:${'1'.repeat(64)}`],
    ['no id', 'Viewer'],
    ['a name of every object', '__proto__'],
    ['empty', ''],
    ['no text', 7],
    ['null', null],
  ])('is not found where it is %s', async (_what, documentId) => {
    const answer = await post(web.gateway, { documentId });
    expect([answer.status, errorCode(answer)]).toEqual([400, 'PERSISTED_QUERY_NOT_FOUND']);
  });

  test('works for every caller, and a session may send others in development', async () => {
    expect(await post(web.gateway, { documentId: DOCUMENT_ID })).toMatchObject({ status: 200, data: { viewer: null } });
    const browser = web.browser();
    await browser.signIn(BEN);
    const answer = await browser.post('/graphql', { query: DOCUMENT });
    expect(await answer.json()).toEqual(PERSON);
  });

  test('is not found where the gateway serves no application', async () => {
    const without = await web.another({ web: undefined });
    expect(errorCode(await post(without, { documentId: DOCUMENT_ID }))).toBe('PERSISTED_QUERY_NOT_FOUND');
  });

  test('is that of the build that is there now', async () => {
    const file = join(web.root, 'trusted-documents.json');
    const next = `sha256:${'2'.repeat(64)}`;
    const code = async (documentId: string) => errorCode(await post(web.gateway, { documentId }));
    const write = (text: string, seconds: number) => {
      writeFileSync(file, text);
      utimesSync(file, seconds, seconds);
    };
    write(JSON.stringify({ [next]: DOCUMENT }), 1_000);
    expect([await code(next), await code(DOCUMENT_ID)]).toEqual([undefined, 'PERSISTED_QUERY_NOT_FOUND']);
    write('{"sha256:', 2_000);
    expect(await code(next)).toBeUndefined();
    rmSync(file);
    expect(await code(next)).toBeUndefined();
    write(JSON.stringify({ [DOCUMENT_ID]: DOCUMENT }), 3_000);
    expect([await code(next), await code(DOCUMENT_ID)]).toEqual(['PERSISTED_QUERY_NOT_FOUND', undefined]);
  });

  test('has the limits of every document', async () => {
    const id = `sha256:${'3'.repeat(64)}`;
    const fields = Array.from({ length: 16 }, (_, index) => `a${index}: viewer { displayName }`).join(' ');
    writeFileSync(join(web.root, 'trusted-documents.json'), JSON.stringify({ [id]: `{ ${fields} }` }));
    expect(errorCode(await post(web.gateway, { documentId: id }))).toBe('QUERY_TOO_COMPLEX');
  });
});
