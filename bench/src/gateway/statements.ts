import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';

/** What PostgreSQL did for the services' requests: statements, and pages of shared buffers that they touched. */
export type DatabaseWork = { statements: number; buffers: number };

/** Counts statements with pg_stat_statements, which is on only while operations are counted. */
export type StatementCounter = {
  /** What the services asked during `work`; jobs, which have roles of their own, do not count. */
  during(work: () => Promise<void>): Promise<DatabaseWork>;
};

/** The settings of the server. Whether it counts is no setting of its start, which would take precedence while it runs. */
export const COUNTING_SETTINGS = { shared_preload_libraries: 'pg_stat_statements' };

/** Answers of services are sent before their transactions end. */
const SETTLE_MILLISECONDS = 100;

/** Prepares the server to count. */
export async function statementCounter(admin: pg.Client): Promise<StatementCounter> {
  await admin.query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements');
  const track = async (what: 'all' | 'none') => {
    await admin.query(`ALTER SYSTEM SET pg_stat_statements.track = '${what}'`);
    await admin.query('SELECT pg_reload_conf()');
    await pause(SETTLE_MILLISECONDS);
  };
  await track('none');
  return {
    async during(work) {
      await track('all');
      await admin.query('SELECT pg_stat_statements_reset()');
      await work();
      await pause(SETTLE_MILLISECONDS);
      await track('none');
      const { rows } = await admin.query<DatabaseWork>(
        `SELECT coalesce(sum(calls), 0)::integer AS statements,
           coalesce(sum(shared_blks_hit + shared_blks_read), 0)::integer AS buffers
         FROM pg_stat_statements JOIN pg_roles ON pg_roles.oid = userid WHERE rolname LIKE '%\\_app'`,
      );
      return rows[0] ?? { statements: 0, buffers: 0 };
    },
  };
}
