import type { ClientBase } from 'pg';

/** The position in the write-ahead log up to which the primary has written. */
export async function writtenPosition(admin: ClientBase): Promise<string> {
  const { rows } = await admin.query<{ position: string }>('SELECT pg_current_wal_lsn()::text AS position');
  return rows[0]?.position ?? '0/0';
}

/** Whether the standby has replayed a position of its primary. */
export async function hasReplayed(standby: ClientBase, position: string): Promise<boolean> {
  const { rows } = await standby.query<{ done: boolean }>(
    'SELECT coalesce(pg_last_wal_replay_lsn() >= $1::pg_lsn, false) AS done',
    [position],
  );
  return rows[0]?.done === true;
}

/** The identity of a database: of its server, which a standby shares with its primary, and its name. */
export async function databaseIdentity(client: ClientBase): Promise<{ identity: string; isStandby: boolean }> {
  const { rows } = await client.query<{ identity: string; isStandby: boolean }>(
    `SELECT system_identifier || '/' || current_database() AS identity, pg_is_in_recovery() AS "isStandby"
     FROM pg_control_system()`,
  );
  return rows[0] ?? { identity: '', isStandby: false };
}

/** Ends the sessions of a role on the standby; returns their number. The role may have been dropped. */
export async function endSessions(standby: ClientBase, role: number): Promise<number> {
  const { rowCount } = await standby.query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usesysid = $1',
    [role],
  );
  return rowCount ?? 0;
}

/**
 * Ends the sessions of logins whose transaction is older than this, and those whose role was dropped; returns their
 * number. The whole session: a statement can catch its cancellation and go on.
 */
export async function endOverdueSessions(standby: ClientBase, seconds: number): Promise<number> {
  const { rowCount } = await standby.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE usename ~ '^bi_[a-z2-9]{8}$' AND xact_start < clock_timestamp() - make_interval(secs => $1)
       OR usename IS NULL AND backend_type = 'client backend'`,
    [seconds],
  );
  return rowCount ?? 0;
}

/** Whether the standby receives the changes of its primary. */
export async function isReceiving(standby: ClientBase): Promise<boolean> {
  const { rowCount } = await standby.query("SELECT FROM pg_stat_wal_receiver WHERE status = 'streaming'");
  return (rowCount ?? 0) > 0;
}

/** Seconds by which the standby is behind; 0 when it has replayed all that it received. */
export async function replayDelay(standby: ClientBase): Promise<number> {
  const { rows } = await standby.query<{ seconds: number }>(
    `SELECT CASE WHEN pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() THEN 0
       ELSE coalesce(extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp()), 0) END::float AS seconds`,
  );
  return rows[0]?.seconds ?? 0;
}
