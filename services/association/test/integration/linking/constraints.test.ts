import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { associationDatabase } from '../../support/database.js';

/** SQL written by hand, with the password of the app role. */
let hand: Client;
let drop: () => Promise<void>;
let profile = 100_000;

beforeAll(async () => {
  const database = await associationDatabase();
  hand = new Client({ connectionString: database.appUrl });
  await hand.connect();
  await hand.query("SELECT set_config('app.tenant_scope', 'every-organization', false)");
  drop = async () => {
    await hand.end();
    await database.drop();
  };
});
afterAll(() => drop());

type Link = {
  source?: string;
  profileId?: string;
  userId?: string;
  startedAt: string;
  endedAt?: string;
  organizationId?: string;
};

function start(link: Link) {
  const {
    source = 'MICROSOFT_LEARN',
    profileId,
    userId = randomUUID(),
    organizationId = randomUUID(),
    startedAt,
    endedAt,
  } = link;
  return hand.query<{ id: string; profile_slot: number; account_slot: number }>(
    `INSERT INTO association.association (source, profile_id, user_id, organization_id, started_at, ended_at, end_reason)
     VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id, profile_slot, account_slot`,
    [source, profileId, userId, organizationId, startedAt, endedAt ?? null, endedAt ? 'REMOVED_BY_USER' : null],
  );
}

function aProfile(): string {
  profile += 1;
  return String(profile);
}

test('a profile has one active association', async () => {
  const profileId = aProfile();
  await start({ profileId, startedAt: '2024-01-10T00:00:00Z' });
  await expect(start({ profileId, startedAt: '2024-06-10T00:00:00Z' })).rejects.toMatchObject({
    constraint: expect.stringMatching(/^association_(one_per_profile|profile_intervals)$/),
  });
});

test('a work account has one active association of a source, and a free slot for the other source', async () => {
  const userId = randomUUID();
  await start({ profileId: aProfile(), userId, startedAt: '2024-01-10T00:00:00Z' });
  await expect(start({ profileId: aProfile(), userId, startedAt: '2024-06-10T00:00:00Z' })).rejects.toMatchObject({
    constraint: 'association_one_per_account',
  });
  await start({ source: 'PARTNER_UNIVERSITY', profileId: aProfile(), userId, startedAt: '2024-01-10T00:00:00Z' });
});

test('starts of one profile lie thirty times 24 hours apart, under all accounts', async () => {
  const profileId = aProfile();
  await start({ profileId, startedAt: '2024-01-31T15:30:00Z', endedAt: '2024-02-01T00:00:00Z' });
  await expect(start({ profileId, startedAt: '2024-03-01T15:29:59.999Z' })).rejects.toMatchObject({
    code: '23P01',
    constraint: 'association_profile_cool_off',
  });
  await start({ profileId, startedAt: '2024-03-01T15:30:00Z' });
});

test('starts of one work account lie thirty times 24 hours apart, with all profiles', async () => {
  const userId = randomUUID();
  await start({ profileId: aProfile(), userId, startedAt: '2024-01-31T15:30:00Z', endedAt: '2024-02-01T00:00:00Z' });
  await expect(start({ profileId: aProfile(), userId, startedAt: '2024-03-01T15:29:59.999Z' })).rejects.toMatchObject({
    code: '23P01',
    constraint: 'association_account_cool_off',
  });
});

test.each(['profile', 'account'] as const)(
  'a fourth start within twelve months violates the limit of the %s',
  async (subject) => {
    const same = subject === 'profile' ? { profileId: aProfile() } : { userId: randomUUID() };
    const link = (startedAt: string, endedAt?: string) =>
      start({ profileId: aProfile(), ...same, startedAt, ...(endedAt && { endedAt }) });
    await link('2024-02-29T12:00:00Z', '2024-03-30T12:00:00Z');
    await link('2024-05-01T00:00:00Z', '2024-05-02T00:00:00Z');
    await link('2024-07-01T00:00:00Z', '2024-07-02T00:00:00Z');
    await expect(link('2025-02-28T11:59:59.999Z')).rejects.toMatchObject({
      code: '23P01',
      constraint: `association_${subject}_year`,
    });
    const fourth = await link('2025-02-28T12:00:00Z', '2025-03-01T00:00:00Z');
    expect(fourth.rows[0]?.[`${subject}_slot`]).toBe(1);
  },
);

test('intervals of one profile never overlap, also when history is written backwards', async () => {
  const profileId = aProfile();
  await start({ profileId, startedAt: '2024-06-01T00:00:00Z', endedAt: '2024-08-01T00:00:00Z' });
  await expect(
    start({ profileId, startedAt: '2024-04-01T00:00:00Z', endedAt: '2024-06-01T00:00:00.001Z' }),
  ).rejects.toMatchObject({ constraint: 'association_profile_intervals' });
});

test('the values that the constraints compare are computed, whatever the INSERT says', async () => {
  const profileId = aProfile();
  const values = [profileId, randomUUID(), randomUUID()];
  const statement = `INSERT INTO association.association (source, profile_id, user_id, organization_id, started_at, ended_at,
    end_reason, cool_off_until, year_ends_at, profile_slot, account_slot)
    VALUES ('MICROSOFT_LEARN', $1, $2, $3, $4, $4, 'REMOVED_BY_USER', $4, $4, 99, 99)`;
  await hand.query(statement, [...values, '2024-01-10T00:00:00Z']);
  await expect(hand.query(statement, [...values, '2024-01-11T00:00:00Z'])).rejects.toMatchObject({ code: '23P01' });
});

test('a start cannot be rewritten, an end stays, and nothing is deleted', async () => {
  const { rows } = await start({
    profileId: aProfile(),
    startedAt: '2024-01-10T00:00:00Z',
    endedAt: '2024-02-01T00:00:00Z',
  });
  const id = rows[0]?.id;
  for (const change of [
    "started_at = '2023-01-10T00:00:00Z'",
    "profile_id = '999999'",
    `user_id = '${randomUUID()}'`,
    `organization_id = '${randomUUID()}'`,
    "cool_off_until = '2024-01-10T00:00:00Z'",
    'profile_slot = 7',
    "ended_at = '2024-01-20T00:00:00Z'",
    'ended_at = NULL, end_reason = NULL',
  ]) {
    await expect(hand.query(`UPDATE association.association SET ${change} WHERE id = $1`, [id])).rejects.toMatchObject({
      constraint: 'association_is_permanent',
    });
  }
  await expect(hand.query('DELETE FROM association.association WHERE id = $1', [id])).rejects.toMatchObject({
    code: '42501',
  });
});

test('an end lies at or after the start and has a reason', async () => {
  const { rows } = await start({ profileId: aProfile(), startedAt: '2024-01-10T00:00:00Z' });
  const end = (text: string) => hand.query(`UPDATE association.association SET ${text} WHERE id = $1`, [rows[0]?.id]);
  await expect(end("ended_at = '2024-01-09T00:00:00Z', end_reason = 'REMOVED_BY_USER'")).rejects.toMatchObject({
    constraint: 'association_ends_after_start',
  });
  await expect(end("ended_at = '2024-01-11T00:00:00Z'")).rejects.toMatchObject({
    constraint: 'association_end_has_reason',
  });
  await end("ended_at = '2024-01-10T00:00:00Z', end_reason = 'REMOVED_BY_USER'");
});

test('activity is append-only, for every role', async () => {
  await hand.query(
    `INSERT INTO association.activity (organization_id, user_id, source, at, kind, actor, request_id)
     VALUES ($1, $1, 'MICROSOFT_LEARN', '2024-01-10T00:00:00Z', 'STARTED', 'person:x', 'r')`,
    [randomUUID()],
  );
  await expect(hand.query("UPDATE association.activity SET actor = 'unknown'")).rejects.toMatchObject({
    code: '42501',
  });
  await expect(hand.query('DELETE FROM association.activity')).rejects.toMatchObject({ code: '42501' });
});

test('a proof is consumed once, for one association, and is neither rewritten, released nor deleted', async () => {
  const [flow, person, organization] = [randomUUID(), randomUUID(), randomUUID()];
  await hand.query(
    `INSERT INTO association.flow (id, organization_id, user_id, source, return_to, status, begun_at, expires_at)
     VALUES ($1, $2, $3, 'MICROSOFT_LEARN', 'https://app.example', 'DEAD', '2024-01-10', '2024-01-11')`,
    [flow, organization, person],
  );
  await hand.query(
    `INSERT INTO association.proof (flow_id, organization_id, user_id, source, issuer, subject, profile_id, proved_at)
     VALUES ($1, $2, $3, 'MICROSOFT_LEARN', 'https://learn.example', 'subject', '4711', '2024-01-10')`,
    [flow, organization, person],
  );
  const change = (set: string) => hand.query(`UPDATE association.proof SET ${set} WHERE flow_id = '${flow}'`);
  const rejected = { constraint: 'proof_is_permanent' };
  await expect(change("profile_id = '4712'")).rejects.toMatchObject(rejected);
  const link = (await start({ profileId: aProfile(), startedAt: '2024-01-10T00:00:00Z' })).rows[0]?.id;
  await change(`consumed_at = '2024-01-10', association_id = '${link}'`);
  await expect(change('consumed_at = NULL, association_id = NULL')).rejects.toMatchObject(rejected);
  await expect(change("consumed_at = '2024-01-11'")).rejects.toMatchObject(rejected);
  await expect(hand.query('DELETE FROM association.proof')).rejects.toMatchObject({ code: '42501' });
});

test('the app role cannot raise the limits', async () => {
  await expect(hand.query('UPDATE association.limits SET per_year = 100')).rejects.toMatchObject({ code: '42501' });
  await expect(hand.query("SELECT association.apply_limits(0, 100, 'rolling')")).rejects.toMatchObject({
    code: '42501',
  });
});

test('without a tenant scope there are no rows, and a trigger does not widen it', async () => {
  const organizationId = randomUUID();
  await start({ profileId: aProfile(), organizationId, startedAt: '2024-01-10T00:00:00Z' });
  await hand.query('BEGIN');
  await hand.query("SELECT set_config('app.tenant_scope', '', true), set_config('app.organization_id', $1, true)", [
    organizationId,
  ]);
  await start({ profileId: aProfile(), organizationId, startedAt: '2024-01-10T00:00:00Z' });
  const { rows } = await hand.query('SELECT DISTINCT organization_id FROM association.association');
  expect(rows).toEqual([{ organization_id: organizationId }]);
  const starts = await hand.query('SELECT association.profile_starts($1, $2)', ['MICROSOFT_LEARN', String(profile)]);
  expect(starts.rows).toHaveLength(1);
  expect((await hand.query('SELECT DISTINCT organization_id FROM association.association')).rows).toHaveLength(1);
  await hand.query('ROLLBACK');
});
