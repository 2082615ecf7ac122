import { columns, text, uuid } from '@app/subgraph-kit/database/columns';
import type { RequestReads } from '@app/subgraph-kit/database/reads';

const LISTED = columns({ id: uuid(), name: text() });

const PAGE = {
  name: 'organizations-after',
  columns: LISTED,
  text: `SELECT ${LISTED} FROM organization WHERE id > $1 ORDER BY id LIMIT $2`,
};
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** Pages through the organizations of the tenant scope. */
export async function* pageOrganizations(
  reads: RequestReads,
  size = 100,
): AsyncGenerator<{ id: string; name: string }[]> {
  let after = BEFORE_ALL;
  for (;;) {
    const page = await reads.query(PAGE, [after, size]);
    if (page.length > 0) yield page;
    const last = page.at(-1);
    if (!last || page.length < size) return;
    after = last.id;
  }
}
