import { escapeLiteral } from 'pg';
import type { ReportMonth } from '../../../values/domain/report-month.js';
import type { ExportColumn, ExportColumnType } from '../../domain/export-column.js';

/** A column with its expression in the statement of its dataset. */
export type DatasetColumn = ExportColumn & {
  readonly sql: string;
  /** Its values are ids and names of ours, which no spreadsheet takes for a formula. */
  readonly isCode: boolean;
  /** The value in place of a personal one, in files without personal data; without it they lack the column. */
  readonly otherwise?: string;
  /** How an instant is written as text; without it as `2026-01-31T12:00:00.000Z`. */
  readonly pattern?: string;
};

/** Selects the rows of an export. Everything in it is from the database or the clock, never text of a client. */
export type DatasetSelection = {
  readonly organizationId: string;
  readonly month: ReportMonth | null;
  readonly withPersonalData: boolean;
  /** The instant of the data. */
  readonly asOf: Date;
};

/** What a dataset consists of. COPY takes no parameters: values are literals of the text. */
export type Dataset = {
  readonly columns: readonly DatasetColumn[];
  /** From FROM to ORDER BY. */
  source(selection: DatasetSelection): string;
  /** A statement that returns about how many rows there are. */
  size(selection: DatasetSelection): string;
};

type Details = Partial<Pick<DatasetColumn, 'nullable' | 'personal' | 'isCode' | 'otherwise' | 'pattern'>>;

/** A column; `sql` is its value. */
export function column(
  name: string,
  type: ExportColumnType,
  description: string,
  sql: string,
  details: Details = {},
): DatasetColumn {
  return { nullable: false, personal: false, isCode: false, ...details, name, type, description, sql };
}

/** The columns of a file with or without personal data. */
export function columnsOf({ columns }: Dataset, withPersonalData: boolean): DatasetColumn[] {
  if (withPersonalData) return [...columns];
  return columns.flatMap((one) => {
    if (!one.personal) return [one];
    return one.otherwise === undefined ? [] : [{ ...one, personal: false, sql: one.otherwise }];
  });
}

/** A value as a literal. */
export function literal(value: string | Date): string {
  return escapeLiteral(value instanceof Date ? value.toISOString() : value);
}

/** The person of a row, for callers who see names. */
export const PERSON_COLUMNS: readonly DatasetColumn[] = [
  column('person_name', 'STRING', 'Display name of the person.', 'user_account.display_name', {
    nullable: true,
    personal: true,
  }),
  column('email', 'STRING', 'Work address of the person.', 'user_account.email', { nullable: true, personal: true }),
];

export const PERSON_REF = 'Stable name of the person within the organization, the same in all datasets.';
export const SOURCE = 'MICROSOFT_LEARN or PARTNER_UNIVERSITY.';
export const PROFILE_ID = 'Id of the learning profile: MCID or Partner University id.';

/** The credential of a row, from `entry` of the catalog. */
export function credentialColumns(code: string, kind: string): DatasetColumn[] {
  return [
    column('credential_code', 'STRING', 'Key of the credential in the catalog.', code, { isCode: true }),
    column('credential_title', 'STRING', 'Title of the credential.', 'entry.title', { nullable: true }),
    column('kind', 'STRING', 'CERTIFICATION, APPLIED_SKILL, ASSESSMENT or EXAM.', kind, {
      nullable: true,
      isCode: true,
    }),
    column('level', 'STRING', 'FUNDAMENTALS, ASSOCIATE, EXPERT, SPECIALTY or NONE.', 'entry.level', {
      nullable: true,
      isCode: true,
    }),
  ];
}
