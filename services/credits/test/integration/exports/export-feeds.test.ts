import { createHash, randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import type { Caller } from '@app/subgraph-kit/callers/caller';
import { errorCode, expectNoErrors } from '@app/test-kit/graphql-client';
import type { DataSource } from 'typeorm';
import { creditsDataSource } from '../../../src/database/data-source.js';
import { removeExpiredFiles } from '../../../src/exports/application/remove-files.js';
import { renewFeeds } from '../../../src/exports/application/renew-feeds.js';
import { localFiles } from '../../../src/exports/store/export-files.js';
import { type TestCredits, testCredits } from '../../support/credits.js';
import { admin, bytesOf, download, EXPORT, problemOf, type ShownExport } from '../../support/exports.js';
import { published } from '../../support/skills-reports.js';

let credits: TestCredits;
let organizationId: string;
/** What the jobs of every minute use. */
let dataSource: DataSource;
beforeAll(async () => {
  credits = await testCredits({ now: '2026-07-20T00:00:00.000Z' });
  dataSource = await creditsDataSource(credits.database.appUrl).initialize();
  organizationId = await credits.anOrganization();
  await credits.aLink(await credits.aUser(organizationId));
});
afterAll(async () => {
  await dataSource.destroy();
  await credits.stop();
});

describe('a feed', () => {
  type Feed = {
    id: string;
    address: string;
    expiresAt: string | null;
    lastReadAt: string | null;
    latest: ShownExport | null;
  };
  type Created = { result: { __typename: string; feed: Feed; key: string; message: string; limit: number } };
  const FEED = `id label address expiresAt lastReadAt latest { ${EXPORT} }`;
  const CREATE = `mutation ($input: CreateExportFeedInput!) { result: createExportFeed(input: $input) { __typename
    ... on CreateExportFeedSuccess { feed { ${FEED} } key } ... on UserError { message } ... on TooManyExportFeedsError { limit } } }`;
  const ROTATE = `mutation ($feedId: ID!, $hours: Int) { result: rotateExportFeedKey(input: { feedId: $feedId, previousValidForHours: $hours }) {
    __typename ... on RotateExportFeedKeySuccess { key } } }`;
  const DELETE = `mutation ($feedId: ID!) { result: deleteExportFeed(input: { feedId: $feedId }) { __typename } }`;

  const send = async <T = Created>(query: string, variables: object, caller: Caller = admin(organizationId)) =>
    (await credits.as(caller)).execute<T>(query, variables as never);
  const input = (changes: object = {}) => ({
    input: { organizationId, label: 'Power BI', dataset: 'ASSOCIATIONS', format: 'CSV', ...changes },
  });
  const create = async (changes: object = {}, caller?: Caller) =>
    expectNoErrors(await send(CREATE, input(changes), caller)).result;
  const feeds = async (owner = organizationId, caller: Caller = admin(owner)) => {
    const answer = await credits.entity('Organization', owner, `exportFeeds { ${FEED} }`, caller);
    const [entity] = expectNoErrors(answer)._entities as unknown as [{ exportFeeds: Feed[] }];
    return entity.exportFeeds;
  };
  const latest = async (id: string, after = '', owner = organizationId) => {
    let found: ShownExport | null = null;
    await credits.until(async () => {
      found = (await feeds(owner)).find((feed) => feed.id === id)?.latest ?? null;
      return found !== null && found.id !== after;
    });
    return found as unknown as ShownExport;
  };
  const basic = (key: string, user = 'feed') => `Basic ${Buffer.from(`${user}:${key}`).toString('base64')}`;
  const read = (feed: Feed, authorization: string, headers: Record<string, string> = {}) =>
    download(credits, feed.address, { headers: { 'x-client-authorization': authorization, ...headers } });
  const renew = () => renewFeeds({ dataSource, clock: credits.clock });
  const removeFiles = async () =>
    removeExpiredFiles({ dataSource, clock: credits.clock, files: await localFiles(credits.exportsFolder) });

  it('gives its newest file to its key, as password or bearer, with the address of this very file', async () => {
    const { feed, key } = await create();
    expect(feed.address).toBe(`https://skill-link.example/exports/feeds/${feed.id}/latest.csv`);
    const file = await latest(feed.id);
    for (const authorization of [basic(key), `Bearer ${key}`]) {
      const response = await read(feed, authorization);
      expect([response.status, response.headers.get('cache-control')]).toEqual([
        200,
        'private, no-cache, no-transform',
      ]);
      expect(response.headers.get('content-location')).toBe(new URL(file.address).pathname);
      expect(
        createHash('sha256')
          .update(await bytesOf(response))
          .digest('hex'),
      ).toBe(file.sha256);
    }
    const tag = `"sha256-${file.sha256}"`;
    expect((await read(feed, basic(key), { 'if-none-match': tag })).status).toBe(304);
    expect((await read(feed, basic(key), { range: 'bytes=0-4' })).status).toBe(206);
    expect((await download(credits, feed.address, { caller: admin(organizationId) })).status).toBe(200);
    expect((await feeds()).find(({ id }) => id === feed.id)?.lastReadAt).toBe(credits.clock.now().toISOString());
  });

  it('gives nothing to a wrong key, user or feed, nor to another organization; all are answered alike', async () => {
    const { feed, key } = await create();
    const other = await create();
    await latest(feed.id);
    const nowhere = { ...feed, address: feed.address.replace(feed.id, randomUUID()) };
    const answers = [
      await read(feed, basic(other.key)),
      await read(feed, basic(key, 'user')),
      await read(feed, basic('')),
      await read(feed, 'Basic %%%'),
      await read(nowhere, basic(key)),
      await download(credits, feed.address),
    ];
    for (const answer of answers) {
      expect(answer.headers.get('www-authenticate')).toMatch(/^Basic realm="/);
      expect(await problemOf(answer)).toEqual({ status: 401, title: 'Authorization is missing or wrong' });
    }
    const elsewhere = admin(await credits.anOrganization());
    expect((await download(credits, feed.address, { caller: elsewhere })).status).toBe(404);
    // The header counts from the gateway alone.
    const forged = { caller: elsewhere, headers: { 'x-client-authorization': basic(key) } };
    expect((await download(credits, feed.address, forged)).status).toBe(404);
    expect((await read({ ...feed, address: feed.address.replace('.csv', '.xlsx') }, basic(key))).status).toBe(404);
  });

  it('has a key that is shown once and stored as a hash; the same idempotency key gives it again', async () => {
    const idempotencyKey = randomUUID();
    const [one, other] = await Promise.all([create({ idempotencyKey }), create({ idempotencyKey })]);
    expect([other.feed.id, other.key]).toEqual([one.feed.id, one.key]);
    expect(one.key).toMatch(/^slf_[\w-]{43}$/);
    const stored = await credits.sql(
      'SELECT f::text FROM credits.export_feed f UNION ALL SELECT k::text FROM credits.idempotency_key k',
    );
    expect(JSON.stringify(stored)).not.toContain(one.key.slice(4));
  });

  it('gets a new key by rotation; the one before works for some hours', async () => {
    const { feed, key } = await create();
    await latest(feed.id);
    const rotate = async (hours?: number) => expectNoErrors(await send(ROTATE, { feedId: feed.id, hours })).result.key;
    const second = await rotate();
    const status = async (one: string) => (await read(feed, basic(one))).status;
    expect([await status(key), await status(second)]).toEqual([200, 200]);
    credits.clock.advance({ hours: 24 });
    expect([await status(key), await status(second)]).toEqual([401, 200]);
    const third = await rotate(0);
    expect([await status(second), await status(third)]).toEqual([401, 200]);
    expect(errorCode(await send(ROTATE, { feedId: feed.id, hours: 169 }))).toBe('BAD_USER_INPUT');
    expect(errorCode(await send(ROTATE, { feedId: feed.id, hours: -1 }))).toBe('BAD_USER_INPUT');
  });

  it('of a Skills Report is made again when a report is published, and keeps the file before for its readers', async () => {
    const owner = await credits.anOrganization();
    const { feed, key } = await create(
      { organizationId: owner, dataset: 'SKILLS_REPORT', format: 'PARQUET' },
      admin(owner),
    );
    expect(await problemOf(await read(feed, basic(key)))).toEqual({ status: 404, title: 'The file is not ready' });
    const files: ShownExport[] = [];
    for (const month of ['2026-08', '2026-09', '2026-10']) {
      credits.clock.set(`${month}-11T00:00:00.000Z`);
      await published(credits, owner, month);
      await renew();
      files.push(await latest(feed.id, files.at(-1)?.id, owner));
    }
    expect(files.map(({ month }) => month)).toEqual(['2026-08', '2026-09', '2026-10']);
    await renew();
    await removeFiles();
    expect(readdirSync(credits.exportsFolder)).not.toContain(files[0]?.id);
    expect(readdirSync(credits.exportsFolder)).toEqual(expect.arrayContaining([files[1]?.id, files[2]?.id]));
    const count = 'SELECT count(*)::integer AS n FROM credits.export WHERE feed_id = $1';
    expect(await credits.sql(count, [feed.id])).toEqual([{ n: 3 }]);
  });

  it('of other data is made again every day', async () => {
    const { feed } = await create({ format: 'TSV' });
    const first = await latest(feed.id);
    await renew();
    credits.clock.advance({ days: 1 });
    await renew();
    const second = await latest(feed.id, first.id);
    expect(new Date(second.dataAsOf).getTime()).toBeGreaterThan(new Date(first.dataAsOf).getTime());
  });

  it('with personal data is for callers who see them, and ends after a year at the latest', async () => {
    const viewer = { ...admin(organizationId), roles: ['REPORT_VIEWER' as const] };
    const personal = { includePersonalData: true };
    expect(errorCode(await send(CREATE, input(personal), viewer))).toBe('FORBIDDEN');
    const { feed, key } = await create(personal);
    expect(new Date(feed.expiresAt ?? 0).getTime()).toBe(credits.clock.now().getTime() + 365 * 86_400_000);
    expect((await feeds(organizationId, viewer)).map(({ id }) => id)).not.toContain(feed.id);
    const hidden = await send(DELETE, { feedId: feed.id }, viewer);
    expect(expectNoErrors(hidden).result.__typename).toBe('ExportFeedNotFoundError');
    const now = credits.clock.now().getTime();
    for (const days of [0, 366]) {
      const expiresAt = new Date(now + days * 86_400_000).toISOString();
      expect(errorCode(await send(CREATE, input({ ...personal, expiresAt })))).toBe('BAD_USER_INPUT');
    }
    await latest(feed.id);
    credits.clock.advance({ days: 365 });
    expect((await problemOf(await read(feed, basic(key)))).status).toBe(410);
  });

  it('is deleted with its files', async () => {
    const { feed, key } = await create({ format: 'JSONL' });
    const file = await latest(feed.id);
    const remove = async (caller?: Caller) =>
      expectNoErrors(await send(DELETE, { feedId: feed.id }, caller)).result.__typename;
    expect(await remove(admin(await credits.anOrganization()))).toBe('ExportFeedNotFoundError');
    expect(await remove()).toBe('DeleteExportFeedSuccess');
    expect(await remove()).toBe('ExportFeedNotFoundError');
    expect((await read(feed, basic(key))).status).toBe(401);
    await removeFiles();
    expect(readdirSync(credits.exportsFolder)).not.toContain(file.id);
  });

  it('is one of at most twenty, also when they are created at once; each has a label', async () => {
    const owner = await credits.anOrganization();
    const results = await Promise.all(
      Array.from({ length: 22 }, () => create({ organizationId: owner }, admin(owner))),
    );
    const tooMany = results.filter(({ __typename }) => __typename === 'TooManyExportFeedsError');
    expect(tooMany).toHaveLength(2);
    expect(tooMany[0]).toMatchObject({ limit: 20, message: expect.stringMatching(/Delete one/) });
    expect(errorCode(await send(CREATE, input({ label: ' ' })))).toBe('BAD_USER_INPUT');
    const layout = await create({ layout: 'PARTNER_CENTER_TRAININGS' });
    expect(layout.__typename).toBe('ExportUnavailableError');
  });
});
