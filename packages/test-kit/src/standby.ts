import { chmodSync, copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type PostgresServer, startPostgresServer } from '@app/postgres-server/server';
import pg from 'pg';

export type StandbyOptions = {
  primary: Pick<PostgresServer, 'url' | 'port'>;
  /** Data folder of the primary. */
  primaryDataDir: string;
  dataDir: string;
  /** A role with REPLICATION. */
  replication: { user: string; password: string };
  /** Content of `pg_hba.conf`; that of the primary is not taken over. */
  clientAuthentication: string;
  settings?: Record<string, string>;
  /** Receives each line of the server's output. */
  log?: (line: string) => void;
};

/** Folders whose content belongs to a running server, and the write-ahead log, which the standby fetches. */
const EMPTIED = new Set([
  'pg_wal',
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_subtrans',
]);
const LEFT_OUT = /^(postmaster\.(pid|opts)|pg_hba\.conf|pg_internal\.init.*|pgsql_tmp.*|.*\.tmp)$/;

/**
 * Starts a hot standby of a running server from a base copy. The package of PostgreSQL that tests use has no
 * `pg_basebackup`; this is what it does.
 */
export async function startStandby(options: StandbyOptions): Promise<PostgresServer> {
  const { primary, primaryDataDir, dataDir, replication } = options;
  const client = new pg.Client({ connectionString: primary.url });
  await client.connect();
  try {
    await client.query("SELECT pg_backup_start('standby', fast => true)");
    copyFolder(primaryDataDir, dataDir);
    const { rows } = await client.query<{ labelfile: string }>(
      'SELECT labelfile FROM pg_backup_stop(wait_for_archive => false)',
    );
    writeFileSync(join(dataDir, 'backup_label'), rows[0]?.labelfile ?? '');
  } finally {
    await client.end();
  }
  writeFileSync(join(dataDir, 'standby.signal'), '');
  writeFileSync(join(dataDir, 'pg_hba.conf'), options.clientAuthentication);
  chmodSync(dataDir, 0o700);
  const { user, password } = replication;
  const source = `host=127.0.0.1 port=${primary.port} user=${user} password=${password}`;
  return startPostgresServer({
    dataDir,
    port: 0,
    superuserPassword: 'that of the primary',
    settings: { ...options.settings, primary_conninfo: source },
    ...(options.log && { log: options.log }),
  });
}

function copyFolder(from: string, to: string): void {
  mkdirSync(to, { mode: 0o700 });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (LEFT_OUT.test(entry.name)) continue;
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (EMPTIED.has(entry.name)) mkdirSync(target, { mode: 0o700 });
    else if (entry.isDirectory()) copyFolder(source, target);
    else copyUnlessGone(source, target);
  }
}

/** The server may remove a file meanwhile. */
function copyUnlessGone(source: string, target: string): void {
  try {
    copyFileSync(source, target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
