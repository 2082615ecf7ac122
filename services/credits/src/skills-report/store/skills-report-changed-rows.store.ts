import { columns, integer, oneOf, type RowOf } from '@app/subgraph-kit/database/columns';
import type { RequestReads } from '@app/subgraph-kit/database/reads';
import { limitFor } from '../../credits/store/credit-list.store.js';
import type { ChangeKind } from '../domain/report-change.js';
import type { PublishedReport } from './skills-report.store.js';
import { ANY, BITS } from './skills-report-changes.store.js';
import { ROW } from './skills-report-list.store.js';

const CHANGED = columns({ number: integer('changed.number'), kind: oneOf<ChangeKind>(), ...ROW.fields });

/** A row that only one of two reports has, with the number of its person across all reports. */
export type ChangedRow = RowOf<typeof CHANGED> & { readonly organizationId: string };

export type ChangedRowsPage = {
  readonly kind: ChangeKind | null;
  readonly limit: number;
  readonly after: { readonly credentialCode: string; readonly number: number } | null;
};

/**
 * Rows that differ between two reports, sorted by credential and person number; at least one more than requested, if
 * any. Holders are compared chunk by chunk in key order, and only as many chunks as the page needs.
 */
export async function changedRows(
  reads: RequestReads,
  { later, earlier }: { readonly later: PublishedReport; readonly earlier: PublishedReport },
  { kind, limit: first, after }: ChangedRowsPage,
): Promise<ChangedRow[]> {
  const limit = limitFor(first);
  const presence = (month: string) => `SELECT credential_code, chunk, people FROM skills_report_presence
      WHERE organization_id = $1 AND month = '${month}-01' AND credential_code <> '${ANY}'
        ${after ? `AND (credential_code, chunk) >= ($2::text, $3::integer / ${BITS})` : ''}`;
  const nothing = `repeat('0', ${BITS})::bit varying`;
  const ofKind = { GAINED: 'now & ~former', LOST: 'former & ~now' };
  const lines = (one: ChangeKind, month: string) => `
    SELECT changed.number, '${one}' AS kind, ${ROW}
    FROM changed
    JOIN skills_report_number numbered ON numbered.organization_id = $1 AND numbered.number = changed.number
    JOIN skills_report_person person ON person.organization_id = $1 AND person.month = '${month}-01'
      AND person.person_ref = numbered.person_ref
    JOIN skills_report_row line ON line.organization_id = $1 AND line.month = '${month}-01'
      AND line.row_no BETWEEN person.first_row AND person.last_row AND line.credential_code = changed.credential_code
    JOIN skills_report_credential known ON known.organization_id = $1 AND known.month = '${month}-01'
      AND known.credential_code = line.credential_code
    WHERE changed.gained = ${one === 'GAINED'}`;
  const statement = {
    columns: CHANGED,
    name: `report-changes-${later.month}-${earlier.month}-${limit}${after ? 'a' : ''}${kind ?? ''}`,
    text: `WITH compared AS MATERIALIZED (
        SELECT * FROM (
          SELECT credential_code, chunk, coalesce(later.people, ${nothing}) AS now, coalesce(earlier.people, ${nothing}) AS former
          FROM (${presence(later.month)}) AS later FULL JOIN (${presence(earlier.month)}) AS earlier USING (credential_code, chunk)
        ) AS pair
        WHERE bit_count(${kind ? ofKind[kind] : 'now # former'}) > 0 ORDER BY credential_code, chunk LIMIT ${limit + 1}
      ), changed AS MATERIALIZED (
        SELECT * FROM (
          SELECT credential_code, chunk * ${BITS} + bit AS number, get_bit(now, bit) = 1 AS gained
          FROM compared CROSS JOIN generate_series(0, ${BITS - 1}) AS bit
          WHERE get_bit(${kind ? ofKind[kind] : 'now # former'}, bit) = 1) AS differing
        ${after ? 'WHERE (credential_code, number) > ($2::text, $3::integer)' : ''}
        ORDER BY credential_code, number LIMIT ${limit}
      )
      SELECT * FROM (${lines('GAINED', later.month)} UNION ALL ${lines('LOST', earlier.month)}) AS listed
      ORDER BY "credentialCode" COLLATE pg_c_utf8, number`,
  };
  const values = after ? [later.organizationId, after.credentialCode, after.number] : [later.organizationId];
  const found = await reads.query(statement, values);
  return found.map((row) => ({ ...row, organizationId: later.organizationId }));
}
