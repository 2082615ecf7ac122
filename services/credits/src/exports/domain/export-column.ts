/** Types of columns, by their names in Parquet. */
export type ExportColumnType = 'BOOLEAN' | 'INT32' | 'DATE' | 'TIMESTAMP_MILLIS' | 'STRING' | 'LIST_OF_STRING';

/** Separates the items of a list where rows pass from the database to an encoder. */
export const ITEM_SEPARATOR = '\u001f';

/** A column of a file, as the API describes it. */
export type ExportColumn = {
  readonly name: string;
  readonly type: ExportColumnType;
  readonly nullable: boolean;
  readonly description: string;
  /** A name, an address or another identity of a person. */
  readonly personal: boolean;
};
