import type { ClientBase, Pool, QueryResult } from 'pg';
import type { EntityManager } from 'typeorm';
import type { Columns, Fields, RowOf } from './columns.js';
import { checkRows } from './row-check.js';

/** A statement and the columns of its rows. */
export type RowsStatement<F extends Fields> = {
  readonly name?: string;
  readonly text: string;
  readonly columns: Columns<F>;
};

/**
 * Runs a statement on a writing transaction or a plain connection and returns its rows: those of a SELECT, or those
 * that INSERT, UPDATE or DELETE return. Reads of a request use `RequestReads.query`.
 */
export async function queryRows<F extends Fields>(
  connection: EntityManager | ClientBase | Pool,
  statement: RowsStatement<F>,
  values: readonly unknown[] = [],
): Promise<RowOf<Columns<F>>[]> {
  const result = await run(connection, statement.text, [...values]);
  checkRows(statement.columns, result, statement.name ?? statement.text);
  return result.rows as RowOf<Columns<F>>[];
}

/** Bypasses TypeORM's `query`, which drops the description of the columns. */
async function run(
  connection: EntityManager | ClientBase | Pool,
  text: string,
  values: unknown[],
): Promise<QueryResult> {
  if (!('dataSource' in connection)) return connection.query(text, values);
  const runner = connection.queryRunner ?? connection.dataSource.createQueryRunner();
  try {
    const client = (await runner.connect()) as ClientBase;
    return await client.query(text, values);
  } finally {
    if (runner !== connection.queryRunner) await runner.release();
  }
}
