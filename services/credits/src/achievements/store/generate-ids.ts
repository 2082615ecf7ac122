import { columns, uuid } from '@app/subgraph-kit/database/columns';
import { queryRows } from '@app/subgraph-kit/database/query-rows';
import type { EntityManager } from 'typeorm';

const NEW_ID = columns({ id: uuid('uuidv7()') });

/** Generates ids in ascending order. */
export async function generateIds(manager: EntityManager, count: number): Promise<string[]> {
  if (count === 0) return [];
  const text = `SELECT ${NEW_ID} FROM generate_series(1, $1)`;
  const rows = await queryRows(manager, { columns: NEW_ID, text }, [count]);
  return rows.map(({ id }) => id);
}
