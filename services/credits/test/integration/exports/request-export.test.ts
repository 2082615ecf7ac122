import { randomUUID } from 'node:crypto';
import type { Role } from '@app/subgraph-kit/access/roles';
import { errorCode, expectNoErrors } from '@app/test-kit/graphql-client';
import { machine, operator, person, type TestCredits } from '../../support/credits.js';
import { type ExportWorld, exportWorld } from '../../support/export-world.js';
import { admin, over, request, type ShownExport, shown } from '../../support/exports.js';

let world: ExportWorld;
let credits: TestCredits;
let organizationId: string;
beforeAll(async () => {
  world = await exportWorld();
  ({ credits, organizationId } = world);
});
afterEach(() => world.cancelAll());
afterAll(() => world.stop());

async function unavailable(input: Parameters<typeof request>[1]): Promise<string> {
  const { result } = expectNoErrors(await request(credits, input));
  expect(result.__typename).toBe('ExportUnavailableError');
  return result.message;
}

describe('requestExport', () => {
  it('queues an export, which a worker makes', async () => {
    const queued = await world.requested(world.links());
    expect(queued).toMatchObject({ state: 'QUEUED', rows: null, bytes: null, url: null, availableUntil: null });
    expect(queued.fileName).toBe('associations-2026-07-20.csv');
    expect(queued.address).toBe(`https://skill-link.example/exports/${queued.id}/associations-2026-07-20.csv`);
    const ready = await world.whileMaking(() => over(credits, queued.id));
    expect(ready).toMatchObject({ state: 'READY', rows: 1, error: null, availableUntil: '2026-07-27T00:00:00.000Z' });
    expect(world.files()).toEqual([queued.id]);
  });

  it('returns the equal export that is being made, also to two requests at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => world.requested(world.links({ format: 'PARQUET' }))),
    );
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect((await world.requested(world.links({ format: 'XLSX' }))).id).not.toBe(answers[0]?.id);
  });

  it('makes data without snapshots anew, since they change', async () => {
    const first = await world.requested(world.links());
    expect(await world.makeOne()).toBe(first.id);
    expect((await world.requested(world.links())).id).not.toBe(first.id);
  });

  it('gives the same answer for the same idempotency key, and rejects the key with another input', async () => {
    const idempotencyKey = randomUUID();
    const first = await world.requested(world.links({ idempotencyKey }));
    expect(await world.makeOne()).toBe(first.id);
    expect((await world.requested(world.links({ idempotencyKey }))).id).toBe(first.id);
    const other = await request(credits, world.links({ idempotencyKey, format: 'TSV' }));
    expect(errorCode(other)).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  it('says which reports there are when there is none of the month', async () => {
    const nothing = await credits.anOrganization();
    expect(await unavailable({ organizationId: nothing })).toBe(
      'There is no Skills Report yet. The next one is published on 2026-08-10.',
    );
    await credits.sql(`INSERT INTO credits.skills_report (organization_id, month, as_of, published_at, people, credentials,
      certifications, assessments, expiring_within_90_days, leaving, designations)
      VALUES ('${nothing}', '2026-07-01', '2026-07-10', '2026-07-10', 0, 2000000, 0, 0, 0, 0, '[]')`);
    expect(await unavailable({ organizationId: nothing, month: '2026-01' })).toBe(
      'There is no Skills Report of 2026-01. The newest are: 2026-07.',
    );
    expect(await unavailable({ organizationId: nothing, format: 'XLSX' })).toBe(
      'A worksheet holds 1,048,575 rows and this export has 2,000,000. Request it as PARQUET or CSV.',
    );
  });

  it('rejects a layout of another dataset, and a month of data that have none', async () => {
    expect(await unavailable(world.links({ layout: 'PARTNER_CENTER_TRAININGS' }))).toMatch(
      /is for the dataset SKILLS_REPORT/,
    );
    expect(errorCode(await request(credits, world.links({ month: '2026-07' })))).toBe('BAD_USER_INPUT');
  });

  it('limits the exports that wait and the files that are kept', async () => {
    const owner = await credits.anOrganization();
    const add = (count: number, state: string) =>
      credits.sql(`INSERT INTO credits.export (organization_id, dataset, format, layout, includes_personal_data, data_as_of,
        state, requested_at, requested_by, has_file, finished_at, available_until, rows_written, bytes, sha256)
        SELECT '${owner}', 'CREDITS', 'CSV', 'STANDARD', false, '2026-07-20', '${state}', '2026-07-20', 'test', true,
          '2026-07-20', '2026-07-27', 1, 1, repeat('0', 64) FROM generate_series(1, ${count})`);
    await add(100, 'READY');
    expect(await unavailable({ ...world.links(), organizationId: owner })).toMatch(/^100 files .* Cancel one/);
    await credits.sql(`DELETE FROM credits.export WHERE organization_id = '${owner}'`);
    for (const dataset of ['CREDITS', 'ASSOCIATIONS'])
      for (const format of ['CSV', 'TSV', 'JSONL', 'PARQUET', 'XLSX'])
        for (const includePersonalData of [true, false])
          await world.requested({ organizationId: owner, dataset, format, includePersonalData });
    expect(await unavailable({ organizationId: owner, dataset: 'LEARN_ANALYTICS' })).toMatch(/^20 exports .* Wait/);
  });

  it('rejects an unknown organization, another organization and callers without the right', async () => {
    const unknown = { ...world.links(), organizationId: randomUUID() };
    expect(errorCode(await request(credits, unknown, operator('exports:run')))).toBe('BAD_USER_INPUT');
    const elsewhere = admin(await credits.anOrganization());
    expect(errorCode(await request(credits, world.links(), elsewhere))).toBe('FORBIDDEN');
    expect(errorCode(await request(credits, world.links(), { kind: 'anonymous' }))).toBe('UNAUTHENTICATED');
    expect(
      errorCode(await request(credits, world.links(), person(randomUUID(), organizationId, ['ACCOUNT_ADMIN']))),
    ).toBe('FORBIDDEN');
    expect(errorCode(await request(credits, world.links(), machine(organizationId, 'reports:read')))).toBe('FORBIDDEN');
  });
});

describe('personal data', () => {
  const role = (...roles: Role[]) => person(randomUUID(), organizationId, roles);
  // The dataset of links is for fewer callers than the others.
  const MATRIX = {
    'a GLOBAL_ADMIN': [() => role('GLOBAL_ADMIN'), true, true],
    'a PARTNER_ADMIN': [() => role('PARTNER_ADMIN'), true, true],
    'an EXECUTIVE_REPORT_VIEWER': [() => role('EXECUTIVE_REPORT_VIEWER'), true, false],
    'a REPORT_VIEWER': [() => role('REPORT_VIEWER'), false, false],
    'a program with exports:run': [() => machine(organizationId, 'exports:run'), false, false],
    'a program with exports:run and reports:read.pii': [
      () => machine(organizationId, 'exports:run', 'reports:read.pii'),
      true,
      true,
    ],
    'an operator with exports:run': [() => operator('exports:run'), false, false],
  } as const;

  it.each(Object.entries(MATRIX))(
    'are exported, listed and shown to %s as the rights say',
    async (_who, [caller, credited, linked]) => {
      const mine = caller();
      for (const [dataset, allowed] of [
        ['CREDITS', credited],
        ['ASSOCIATIONS', linked],
      ] as const) {
        const input = { organizationId, dataset, includePersonalData: true };
        const made = await world.requested(input);
        expect(errorCode(await request(credits, input, mine)) ?? 'made').toBe(allowed ? 'made' : 'FORBIDDEN');
        expect((await shown(credits, made.id, mine))?.id).toBe(allowed ? made.id : undefined);
        expect((await world.cancel(made.id, mine as never)).__typename).toBe(
          allowed ? 'CancelExportSuccess' : 'ExportNotFoundError',
        );
        await world.requested({ ...input, includePersonalData: false }, mine);
      }
      const answer = await credits.entity(
        'Organization',
        organizationId,
        'exports(first: 100) { nodes { dataset includesPersonalData } }',
        mine,
      );
      const [entity] = expectNoErrors(answer)._entities as unknown as [{ exports: { nodes: ShownExport[] } }];
      const seen = new Set(
        entity.exports.nodes.filter((one) => one.includesPersonalData).map(({ dataset }) => dataset),
      );
      expect([seen.has('CREDITS'), seen.has('ASSOCIATIONS')]).toEqual([credited, linked]);
      expect(entity.exports.nodes.some((one) => !one.includesPersonalData)).toBe(true);
    },
  );
});

describe('Organization.exports', () => {
  it('lists exports newest first, in pages and by state', async () => {
    const owner = await credits.anOrganization();
    const ids: string[] = [];
    for (const format of ['CSV', 'TSV', 'JSONL']) {
      credits.clock.advance({ milliseconds: 1 });
      ids.unshift((await world.requested({ ...world.links({ format }), organizationId: owner })).id);
    }
    await world.cancel(ids[1] as string, admin(owner));
    const list = async (parameters: string) => {
      const answer = await credits.entity(
        'Organization',
        owner,
        `exports(${parameters}) { totalCount nodes { id } pageInfo { hasNextPage endCursor } }`,
        admin(owner),
      );
      type List = {
        totalCount: number;
        nodes: { id: string }[];
        pageInfo: { hasNextPage: boolean; endCursor: string };
      };
      const [entity] = expectNoErrors(answer)._entities as unknown as [{ exports: List }];
      return { ...entity.exports, ids: entity.exports.nodes.map(({ id }) => id) };
    };
    const first = await list('first: 2');
    expect(first).toMatchObject({ totalCount: 3, ids: ids.slice(0, 2), pageInfo: { hasNextPage: true } });
    const second = await list(`first: 2, after: "${first.pageInfo.endCursor}"`);
    expect(second).toMatchObject({ ids: ids.slice(2), pageInfo: { hasNextPage: false } });
    expect((await list('first: 5, state: [EXPIRED]')).ids).toEqual([ids[1]]);
  });
});
