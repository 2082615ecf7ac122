import type { Identity, ReadRow } from '../../domain/layout.js';
import type { FilePosition } from './file-lines.js';
import type { FileRow } from './file-rows.js';

/** Reads the rows of one file. A row can hold several items, such as the badges of one learner record. */
export type RowReader = (
  texts: readonly string[],
) => readonly (readonly ReadRow[])[] | Promise<readonly (readonly ReadRow[])[]>;

/** Rejects the whole file, with the reason. */
export class FileRejected extends Error {}

/** An open file: its rows from a position on, and the items in them. */
export type ImportFile = {
  /** The layout, and the order of its dates. */
  readonly readAs: string;
  /** The position of the first row. */
  readonly begin: FilePosition;
  readonly identity: Identity;
  readonly rows: (from: FilePosition) => AsyncGenerator<readonly FileRow[]>;
  readonly readRows: RowReader;
};
