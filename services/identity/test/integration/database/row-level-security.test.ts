import { randomUUID } from 'node:crypto';
import { violatedConstraint } from '@app/subgraph-kit/database/transaction';
import { Client } from 'pg';
import { anAddress, type Registered, type TestIdentity, testIdentity } from '../../support/identity.js';

describe('the database', () => {
  let identity: TestIdentity;
  let contoso: Registered;
  let fabrikam: Registered;
  let app: Client;
  beforeAll(async () => {
    identity = await testIdentity();
    contoso = await identity.register();
    fabrikam = await identity.register();
    const token = `INSERT INTO identity.scim_token (organization_id, label, secret_hash, created_at)
      VALUES ($1, 'Entra ID', sha256('secret'), now())`;
    const entry = `INSERT INTO identity.directory_entry (user_id, organization_id, user_name, changed_at)
      VALUES ($1, $2, 'ada', now())`;
    const client = `INSERT INTO identity.scim_client (organization_id, label, secret_hash, created_at)
      VALUES ($1, 'Entra ID', sha256('secret'), now())`;
    const group = `WITH made AS (
        INSERT INTO identity.scim_group (organization_id, version, display_name, roles, created_at, changed_at)
        VALUES ($2, 1, 'Sellers', '{}', now(), now()) RETURNING id)
      INSERT INTO identity.scim_group_member (group_id, user_id, organization_id) SELECT id, $1, $2 FROM made`;
    const message = `INSERT INTO identity.mail_message (organization_id, user_id, kind, content, created_at, not_after, due_at)
      VALUES ($2, $1, 'LEAVER', '{}', now(), now(), now())`;
    const optOut = `INSERT INTO identity.mail_opt_out (user_id, kind, organization_id, since) VALUES ($1, 'LEAVER', $2, now())`;
    const stopped = `INSERT INTO identity.stopped_invitation (organization_id, address_digest, since)
      VALUES ($1, sha256('address'), now())`;
    const inDigest = `INSERT INTO identity.leaver_digest_entry (user_id, leaving_since, organization_id, digest_at)
      VALUES ($1, now(), $2, now())`;
    for (const ofUser of [message, optOut, inDigest])
      await identity.sql(ofUser, [contoso.adminId, contoso.organizationId]);
    await identity.sql(stopped, [contoso.organizationId]);
    await identity.sql(client, [contoso.organizationId]);
    await identity.sql(group, [contoso.adminId, contoso.organizationId]);
    await identity.sql(token, [contoso.organizationId]);
    await identity.sql(entry, [contoso.adminId, contoso.organizationId]);
    app = new Client({ connectionString: identity.database.appUrl });
    await app.connect();
  });
  afterAll(async () => {
    await app.end();
    await identity.stop();
  });

  const reach = (organizationId: string) =>
    app.query("SELECT set_config('app.organization_id', $1, false)", [organizationId]);
  const tables = [
    ...['organization', 'user_account', 'user_activity', 'scim_token', 'directory_entry'],
    ...['scim_client', 'scim_group', 'scim_group_member'],
    ...['mail_message', 'mail_opt_out', 'stopped_invitation', 'leaver_digest_entry'],
  ];
  const rejection = (statement: string, values: unknown[] = []) =>
    app.query(statement, values).then(
      () => 'done',
      (error: unknown) => (error as Error).message,
    );
  const violation = (statement: string, values: unknown[]) =>
    identity.sql(statement, values).then(() => undefined, violatedConstraint);

  it('shows the app role no rows without a tenant scope', async () => {
    await reach('');
    for (const table of tables) expect((await app.query(`SELECT * FROM identity.${table}`)).rows).toEqual([]);
  });

  it('shows the rows of an organization to that organization', async () => {
    for (const { organizationId, adminId } of [contoso, fabrikam, contoso]) {
      await reach(organizationId);
      expect((await app.query('SELECT id FROM identity.organization')).rows).toEqual([{ id: organizationId }]);
      expect((await app.query('SELECT id FROM identity.user_account')).rows).toEqual([{ id: adminId }]);
      expect((await app.query('SELECT user_id FROM identity.user_activity')).rows).toEqual([{ user_id: adminId }]);
    }
  });

  it('lets an organization write only its own rows', async () => {
    await reach(contoso.organizationId);
    const changed = await app.query('UPDATE identity.user_account SET display_name = $1', ['Changed']);
    expect(changed.rowCount).toBe(1);
    const insert = `INSERT INTO identity.user_account (organization_id, email, display_name, roles, invited_at)
      VALUES ($1, 'x@fabrikam.example', 'X', '{}', now())`;
    expect(await rejection(insert, [fabrikam.organizationId])).toContain('row-level security');
  });

  it('rejects changes of the audit trail by the app role and by the superuser', async () => {
    await reach(contoso.organizationId);
    expect(await rejection("UPDATE identity.user_activity SET actor = 'changed'")).toContain('permission denied');
    expect(await rejection('DELETE FROM identity.user_activity')).toContain('permission denied');
    for (const statement of [
      "UPDATE identity.user_activity SET actor = 'changed'",
      'DELETE FROM identity.user_activity',
      'TRUNCATE identity.user_activity',
    ]) {
      await expect(identity.sql(statement)).rejects.toThrow('append-only');
    }
  });

  it('keeps the app role from disabling row level security and from reading the job queue', async () => {
    for (const statement of [
      'ALTER TABLE identity.user_account DISABLE ROW LEVEL SECURITY',
      'CREATE TABLE identity.mine (id int)',
      'SELECT * FROM identity_worker._private_jobs',
      'SET ROLE identity_owner',
    ]) {
      expect(await rejection(statement)).toMatch(/must be owner|permission denied/);
    }
  });

  it('rejects rows that break a rule of the domain', async () => {
    const { organizationId, tenantId } = contoso;
    const email = anAddress();
    await identity.invite(organizationId, email);
    const user = `INSERT INTO identity.user_account (organization_id, email, display_name, roles, granted_roles, object_id, invited_at,
      first_signed_in_at, deactivated_at, deleted_at) VALUES ($1, $2, 'X', $3, $3, $4, now(), $5, $6, $7)`;
    const at = new Date(0);
    const insert = (values: unknown[]) => violation(user, [organizationId, ...values]);
    expect(await insert([email.toUpperCase(), '{}', null, null, null, null])).toBe('user_account_address');
    expect(await insert([anAddress(), '{KING}', null, null, null, null])).toBe('user_account_roles');
    expect(await insert([anAddress(), '{}', null, at, null, null])).toBe('user_account_signed_in_is_bound');
    expect(await insert([anAddress(), '{}', null, null, null, at])).toBe('user_account_deleted_is_deactivated');
    expect(await insert([anAddress(), '{}', 'same person', at, null, null])).toBeUndefined();
    expect(await insert([anAddress(), '{}', 'same person', at, at, at])).toBe('user_account_object_id');
    const organization = `INSERT INTO identity.organization (name, partner_id, tenant_id, leaver_policy, registered_at)
      VALUES ('X', $1, $2, $3, now())`;
    expect(await violation(organization, [randomUUID(), tenantId, 'ON_DELETE'])).toBe('organization_tenant');
    expect(await violation(organization, [randomUUID(), randomUUID(), 'NEVER'])).toBe('organization_leaver_policy');
  });
});
