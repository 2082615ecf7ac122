import { type ClientBase, escapeIdentifier, escapeLiteral } from 'pg';

/**
 * Functions that PostgreSQL grants to every role and that a login could misuse: large objects fill the disk, an
 * advisory lock stops jobs of the service, notifications and messages reach other sessions and the log. Those that it
 * grants to superusers alone (`pg_init_privs`), such as `lo_import`, stay theirs.
 */
const MISUSED = `pronamespace = 'pg_catalog'::regnamespace
  AND (proname ~ '^lo_|advisory' OR proname IN ('loread', 'lowrite', 'pg_notify', 'pg_logical_emit_message'))
  AND NOT EXISTS (SELECT FROM pg_init_privs WHERE objoid = pg_proc.oid AND classoid = 'pg_proc'::regclass)`;

const WATCHDOG = 'reporting_watchdog';
const REPLICATION = 'reporting_replication';

/** Waits for migrations and other preparations of this database, which hold the same lock. */
export async function lockPreparation(admin: ClientBase): Promise<void> {
  await admin.query("SELECT pg_advisory_xact_lock(hashtextextended('prepare', 0))");
}

/**
 * Moves privileges from PUBLIC, which contains every login, to the roles that exist today: misused functions, temporary
 * tables, schema public. No other role loses anything.
 */
export async function movePublicPrivileges(admin: ClientBase): Promise<void> {
  const functions = await names(admin, `SELECT oid::regprocedure::text AS name FROM pg_proc WHERE ${MISUSED}`);
  const roles = await names(
    admin,
    `SELECT quote_ident(rolname) AS name FROM pg_roles
     WHERE NOT rolsuper AND rolname !~ '^(pg_|reporting_|bi_[a-z2-9]{8}$)'`,
  );
  const database = escapeIdentifier((await names(admin, 'SELECT current_database() AS name'))[0] ?? '');
  const privileges = [
    `EXECUTE ON FUNCTION ${functions.join(', ')}`,
    `TEMPORARY ON DATABASE ${database}`,
    'USAGE ON SCHEMA public',
  ];
  for (const privilege of privileges) {
    await admin.query(`GRANT ${privilege} TO ${roles.join(', ')}`);
    await admin.query(`REVOKE ${privilege} FROM PUBLIC`);
  }
}

/** The trigger that ends sessions of logins on the primary, and of logins that have expired. */
export async function createLoginTrigger(admin: ClientBase): Promise<void> {
  await admin.query(`
    DROP EVENT TRIGGER IF EXISTS reporting_login;
    CREATE EVENT TRIGGER reporting_login ON login EXECUTE FUNCTION reporting.admit_login();
    ALTER EVENT TRIGGER reporting_login ENABLE ALWAYS;
    COMMENT ON EVENT TRIGGER reporting_login IS
      'Ends the session of a reporting login on the primary, and of one that has expired or was revoked.'`);
}

/** The role that ends long statements on the standby. */
export async function writeWatchdogRole(admin: ClientBase, verifier: string): Promise<void> {
  await writeServiceRole(admin, WATCHDOG, 'NOREPLICATION', verifier);
  await admin.query(`GRANT pg_signal_backend, pg_read_all_stats TO ${WATCHDOG}`);
}

/** The role by which the standby copies the primary. */
export async function writeReplicationRole(admin: ClientBase, verifier: string): Promise<void> {
  await writeServiceRole(admin, REPLICATION, 'REPLICATION', verifier);
}

/** Whether a login can do what it should not be able to: the names of what is missing, empty when prepared. */
export async function missingPreparations(admin: ClientBase): Promise<string[]> {
  return names(
    admin,
    `SELECT 'the event trigger reporting_login' AS name
       WHERE NOT EXISTS (SELECT FROM pg_event_trigger WHERE evtname = 'reporting_login' AND evtenabled = 'A')
     UNION ALL
     SELECT 'privileges revoked from PUBLIC'
       WHERE EXISTS (SELECT FROM pg_proc WHERE ${MISUSED} AND has_function_privilege('reporting_reader', oid, 'EXECUTE'))
         OR has_database_privilege('reporting_reader', current_database(), 'TEMPORARY')
         OR has_schema_privilege('reporting_reader', 'public', 'USAGE')
     UNION ALL
     SELECT 'the rule of pg_hba.conf that rejects logins'
       WHERE NOT EXISTS (SELECT FROM pg_hba_file_rules WHERE auth_method = 'reject' AND 'all' = ANY (database)
         AND '/^bi_[a-z2-9]{8}$' = ANY (user_name))
     UNION ALL
     SELECT 'the role ${WATCHDOG}' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${WATCHDOG}' AND rolcanlogin)`,
  );
}

/** Whether this role may do all of the above: a superuser. */
export async function isSuperuser(admin: ClientBase): Promise<boolean> {
  const { rows } = await admin.query<{ super: boolean }>(
    'SELECT rolsuper AS super FROM pg_roles WHERE rolname = current_user',
  );
  return rows[0]?.super === true;
}

/** Roles belong to the whole server: another database of it may have created the role. */
async function writeServiceRole(admin: ClientBase, name: string, options: string, verifier: string): Promise<void> {
  const { rowCount } = await admin.query('SELECT FROM pg_roles WHERE rolname = $1', [name]);
  if (rowCount === 0) await admin.query(`CREATE ROLE ${name}`);
  await admin.query(`ALTER ROLE ${name} LOGIN ${options} PASSWORD ${escapeLiteral(verifier)}`);
}

async function names(admin: ClientBase, query: string): Promise<string[]> {
  const { rows } = await admin.query<{ name: string }>(query);
  return rows.map(({ name }) => name);
}
