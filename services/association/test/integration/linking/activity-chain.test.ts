import { randomUUID } from 'node:crypto';
import { hashOf } from '@app/subgraph-kit/activity/entry-hash';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client, Pool } from 'pg';
import { byHand, chainOf, faultsOf, verified } from '../../support/activity.js';
import { type TestAssociation, testAssociation } from '../../support/association.js';

let service: TestAssociation;
beforeAll(async () => {
  service = await testAssociation();
});
afterAll(() => service.stop());

const T = 'association.activity';

describe('activity verify', () => {
  test('finds nothing in a chain as it was written', async () => {
    const { organizationId } = await chainOf(service, 4);
    const { faults, entries, organizations, ends } = await verified(service, organizationId);
    expect({ faults, entries, organizations }).toEqual({ faults: [], entries: 4, organizations: 1 });
    expect(ends).toMatchObject([{ organizationId, sequence: 4, hash: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
  });

  test.each([
    ['actor', "'person:innocent'"],
    ['reason', "'COOL_OFF'"],
    ['at', "at - interval '1 millisecond'"],
    ['client', 'NULL'],
    ['request_id', "'another'"],
    ['chained_at', "chained_at - interval '1 day'"],
    ['hash', "decode(repeat('ab', 32), 'hex')"],
  ])('names the entry whose %s was edited, and no other', async (column, value) => {
    const { organizationId, ids } = await chainOf(service, 4);
    const kind = column === 'reason' ? ", kind = 'REFUSED'" : '';
    await byHand(service, [`UPDATE ${T} SET ${column} = ${value} ${kind} WHERE id = $1`, [ids[1]]]);
    const faults = await faultsOf(service, organizationId);
    expect(faults).toContainEqual({ kind: 'CHANGED', sequence: 2, entryId: ids[1] });
    // With a changed hash the next entry no longer follows, which is the fault of the same entry.
    expect(new Set(faults.map(({ entryId }) => entryId))).toEqual(new Set([ids[1]]));
  });

  test('names an entry that was edited together with its hash', async () => {
    const { organizationId, ids } = await chainOf(service, 3);
    const [row] = await service.sql<{ previous_hash: Buffer; chained_at: Date; values: (string | null)[] }>(
      `SELECT previous_hash, chained_at, ARRAY[id::text, organization_id::text,
         to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), user_id::text, source, kind, reason,
         association_id::text, flow_id::text, 'person:innocent', client, request_id] AS values FROM ${T} WHERE id = $1`,
      [ids[1]],
    );
    const { previous_hash: previous, chained_at: chainedAt, values = [] } = row ?? {};
    const hash = hashOf(previous as Buffer, { sequence: 2, chainedAt: chainedAt as Date, values });
    await byHand(service, [`UPDATE ${T} SET actor = 'person:innocent', hash = $2 WHERE id = $1`, [ids[1], hash]]);
    expect(await faultsOf(service, organizationId)).toEqual([{ kind: 'REWRITTEN', sequence: 2, entryId: ids[1] }]);
  });

  test('names deleted entries by their numbers', async () => {
    const { organizationId, ids } = await chainOf(service, 6);
    await byHand(service, [`DELETE FROM ${T} WHERE id = ANY ($1)`, [[ids[1], ids[3], ids[4]]]]);
    expect(await faultsOf(service, organizationId)).toEqual([
      { kind: 'MISSING', sequence: 2, entryId: null },
      { kind: 'MISSING', sequence: 4, lastSequence: 5, entryId: null },
    ]);
  });

  test('names both entries whose order was changed', async () => {
    const { organizationId, ids } = await chainOf(service, 4);
    const number = (id: unknown, sequence: number): [string, unknown[]] => [
      `UPDATE ${T} SET sequence = $2 WHERE id = $1`,
      [id, sequence],
    ];
    await byHand(service, number(ids[1], 99), number(ids[2], 2), number(ids[1], 3));
    expect(await faultsOf(service, organizationId)).toEqual([
      { kind: 'CHANGED', sequence: 2, entryId: ids[2] },
      { kind: 'CHANGED', sequence: 3, entryId: ids[1] },
    ]);
  });

  test.each([
    ['after the end', 5],
    ['before the beginning', 0],
  ])('names an entry that was forged %s', async (_where, sequence) => {
    const { organizationId, ids } = await chainOf(service, 4);
    const forged = randomUUID();
    await byHand(service, [
      `INSERT INTO ${T} SELECT $2, organization_id, user_id, source, at, kind, reason, association_id, flow_id, actor, client,
         request_id, $3, hash, hash, chained_at FROM ${T} WHERE id = $1`,
      [ids[3], forged, sequence],
    ]);
    expect(await faultsOf(service, organizationId)).toEqual([{ kind: 'FORGED', sequence, entryId: forged }]);
  });

  test('names an entry that was forged in between, in place of another', async () => {
    const { organizationId, ids } = await chainOf(service, 4);
    const forged = randomUUID();
    await byHand(
      service,
      [
        `INSERT INTO ${T} SELECT $2, organization_id, user_id, source, at, kind, reason, association_id, flow_id, 'person:x',
           client, request_id, 99, previous_hash, hash, chained_at FROM ${T} WHERE id = $1`,
        [ids[1], forged],
      ],
      [`DELETE FROM ${T} WHERE id = $1`, [ids[1]]],
      [`UPDATE ${T} SET sequence = 2 WHERE id = $1`, [forged]],
    );
    expect(await faultsOf(service, organizationId)).toEqual([{ kind: 'CHANGED', sequence: 2, entryId: forged }]);
  });

  test('detects a chain that was cut off, and an end that was changed', async () => {
    const cut = await chainOf(service, 4);
    const changed = await chainOf(service, 4);
    await byHand(
      service,
      [`DELETE FROM ${T} WHERE id = ANY ($1)`, [cut.ids.slice(2)]],
      [
        "UPDATE association.activity_head SET last_hash = decode(repeat('00', 32), 'hex') WHERE organization_id = $1",
        [changed.organizationId],
      ],
    );
    expect(await faultsOf(service, cut.organizationId)).toEqual([
      { kind: 'CUT_OFF', sequence: 3, lastSequence: 4, entryId: null },
    ]);
    expect(await faultsOf(service, changed.organizationId)).toEqual([
      { kind: 'END_CHANGED', sequence: 4, entryId: changed.ids[3] },
    ]);
  });

  test('against saved ends detects a chain that was cut off or rewritten with all its hashes and its end', async () => {
    const { organizationId, ids } = await chainOf(service, 4);
    const { ends } = await verified(service, organizationId);
    expect(await faultsOf(service, organizationId, ends)).toEqual([]);
    await byHand(
      service,
      [`DELETE FROM ${T} WHERE id = $1`, [ids[3]]],
      [
        `UPDATE association.activity_head SET last_sequence = 3, last_hash = (SELECT hash FROM ${T} WHERE id = $2)
         WHERE organization_id = $1`,
        [organizationId, ids[2]],
      ],
    );
    expect(await faultsOf(service, organizationId)).toEqual([]);
    expect(await faultsOf(service, organizationId, ends)).toEqual([{ kind: 'CUT_OFF', sequence: 4, entryId: null }]);
    const rewritten = ends.map((end) => ({ ...end, sequence: 3, hash: 'ab'.repeat(32) }));
    expect(await faultsOf(service, organizationId, rewritten)).toEqual([
      { kind: 'HISTORY_CHANGED', sequence: 3, entryId: null },
    ]);
    await byHand(
      service,
      [`DELETE FROM ${T} WHERE organization_id = $1`, [organizationId]],
      ['DELETE FROM association.activity_head WHERE organization_id = $1', [organizationId]],
    );
    expect(await faultsOf(service, organizationId)).toEqual([]);
    expect(await faultsOf(service, organizationId, ends)).toEqual([{ kind: 'CUT_OFF', sequence: 4, entryId: null }]);
  });

  test('names an entry that was taken out of the chain, and entries whose chain was deleted', async () => {
    const taken = await chainOf(service, 2);
    const headless = await chainOf(service, 1);
    const old = '0199ffff-0000-7000-8000-000000000001';
    await byHand(
      service,
      [
        `UPDATE ${T} SET id = $2, sequence = NULL, previous_hash = NULL, hash = NULL, chained_at = NULL WHERE id = $1`,
        [taken.ids[1], old],
      ],
      ['DELETE FROM association.activity_head WHERE organization_id = $1', [headless.organizationId]],
    );
    expect(await faultsOf(service, taken.organizationId)).toEqual([
      { kind: 'CUT_OFF', sequence: 2, entryId: null },
      { kind: 'WAITING', sequence: null, entryId: old },
    ]);
    expect(await faultsOf(service, headless.organizationId)).toEqual([
      { kind: 'FORGED', sequence: 1, entryId: headless.ids[0] },
    ]);
    // The other tests verify one organization each; this entry would be chained by the next run.
    await byHand(service, [`DELETE FROM ${T} WHERE id = $1`, [old]]);
  });
});

describe('the chain', () => {
  test('is complete and without a fork after many writers and several relays at once', async () => {
    const [one, other] = [randomUUID(), randomUUID()];
    const pool = new Pool({ connectionString: service.database.adminUrl, max: 8 });
    const insert = (organizationId: string) =>
      pool.query(
        `INSERT INTO ${T} (organization_id, user_id, source, at, kind, actor, request_id)
         SELECT $1, $1, 'MICROSOFT_LEARN', now(), 'STARTED', 'person:x', 'r-' || n FROM generate_series(1, 5) AS n`,
        [organizationId],
      );
    try {
      const writers = Array.from({ length: 120 }, (_, writer) => insert(writer % 2 === 0 ? one : other));
      const relays = Array.from({ length: 4 }, () => service.catchUp());
      await Promise.all([...writers, ...relays]);
    } finally {
      await pool.end();
    }
    await service.catchUp();
    for (const organizationId of [one, other]) {
      const { faults, entries } = await verified(service, organizationId);
      expect({ faults, entries }).toEqual({ faults: [], entries: 300 });
    }
  });

  test('is the same chain in every time zone of the session', async () => {
    const { organizationId } = await chainOf(service, 2);
    await service.sql(`ALTER ROLE association_app IN DATABASE ${service.database.name} SET timezone = 'Asia/Kolkata'`);
    expect(await faultsOf(service, organizationId)).toEqual([]);
  });

  test('can be written by the app role through its function alone', async () => {
    const { ids } = await chainOf(service, 1);
    const app = new Client({ connectionString: service.database.appUrl });
    await app.connect();
    const refused = (text: string, values: unknown[] = []) =>
      app.query(text, values).then(
        () => 'done',
        (error: unknown) => (error as Error).message,
      );
    try {
      await app.query("SELECT set_config('app.tenant_scope', 'every-organization', false)");
      for (const text of [`UPDATE ${T} SET actor = 'x'`, `DELETE FROM ${T}`, `TRUNCATE ${T}`])
        expect(await refused(text)).toMatch(/permission denied/);
      for (const text of [
        'UPDATE association.activity_head SET last_sequence = 0',
        'DELETE FROM association.activity_head',
      ])
        expect(await refused(text)).toMatch(/permission denied/);
      expect(
        await refused(
          `INSERT INTO ${T} (organization_id, user_id, source, at, kind, actor, request_id, sequence, previous_hash, hash, chained_at)
           SELECT organization_id, user_id, source, at, kind, actor, request_id, 2, hash, hash, at FROM ${T} WHERE id = $1`,
          [ids[0]],
        ),
      ).toMatch(/row-level security/);
      const again = JSON.stringify([{ id: ids[0], sequence: 7, previous: '', hash: '' }]);
      expect(await refused('SELECT association.chain_activity($1::jsonb, now())', [again])).toMatch(/chained already/);
    } finally {
      await app.end();
    }
  });
});

describe('retention', () => {
  test('deletes the beginning of a chain, which stays verifiable and keeps its numbers', async () => {
    const { organizationId, ids } = await chainOf(service, 6, { daysAgo: (entry) => (entry < 3 ? 800 : 1) });
    expect(ids).toHaveLength(3);
    const { faults, entries } = await verified(service, organizationId);
    expect({ faults, entries }).toEqual({ faults: [], entries: 3 });
    const rows = await service.sql('SELECT sequence::int FROM association.activity WHERE id = ANY ($1) ORDER BY 1', [
      ids,
    ]);
    expect(rows).toEqual([{ sequence: 4 }, { sequence: 5 }, { sequence: 6 }]);
    await byHand(service, [`UPDATE ${T} SET previous_hash = hash WHERE id = $1`, [ids[0]]]);
    expect(await faultsOf(service, organizationId)).toEqual([{ kind: 'CHANGED', sequence: 4, entryId: ids[0] }]);
  });

  test('deletes nothing of the last 90 days, whatever the settings and the clock of a service say', async () => {
    const { organizationId, ids } = await chainOf(service, 3, { daysAgo: (entry) => (entry === 0 ? 91 : 89) });
    const before = new Date(Date.now() + 10 * 365 * 24 * 3_600_000);
    const scope = "SELECT set_config('app.tenant_scope', $1, false)";
    await service.sql(scope, ['every-organization']);
    const expired = await service.sql('SELECT association.expire_activity($1, $2, 10) AS entries', [
      organizationId,
      before,
    ]);
    await service.sql(scope, ['']);
    expect(expired).toEqual([{ entries: 1 }]);
    expect(await service.sql(`SELECT id FROM ${T} WHERE id = ANY ($1)`, [ids])).toHaveLength(2);
    expect(await faultsOf(service, organizationId)).toEqual([]);
  });

  test('deletes no entry that follows one which is kept, and continues an empty chain', async () => {
    const late = await chainOf(service, 3, { daysAgo: (entry) => (entry === 0 ? 1 : 800) });
    expect(late.ids).toHaveLength(3);
    const { organizationId, ids } = await chainOf(service, 2, { daysAgo: () => 800 });
    expect(ids).toEqual([]);
    await service.sql(
      `INSERT INTO ${T} (organization_id, user_id, source, at, kind, actor, request_id)
       VALUES ($1, $1, 'MICROSOFT_LEARN', now(), 'STARTED', 'person:x', 'r')`,
      [organizationId],
    );
    await service.catchUp();
    const { faults, ends } = await verified(service, organizationId);
    expect({ faults, ends }).toMatchObject({ faults: [], ends: [{ sequence: 3 }] });
  });

  test('that was feigned by hand is detected against saved ends', async () => {
    const { organizationId, ids } = await chainOf(service, 3);
    const { ends } = await verified(service, organizationId);
    await byHand(
      service,
      [
        `UPDATE association.activity_head SET first_sequence = 4, first_previous_hash = last_hash WHERE organization_id = $1`,
        [organizationId],
      ],
      [`DELETE FROM ${T} WHERE id = ANY ($1)`, [ids]],
    );
    expect(await faultsOf(service, organizationId)).toEqual([]);
    expect(await faultsOf(service, organizationId, ends)).toEqual([
      { kind: 'DELETED_EARLY', sequence: 3, entryId: null },
    ]);
  });
});
