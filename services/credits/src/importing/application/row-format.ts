/** A row as the API takes it, or why it cannot be parsed. */
export type ReadRow = { readonly record: unknown } | { readonly fault: string };

/** Parses the rows of one file. */
export type RowReader = (texts: readonly string[]) => ReadRow[];

/** Rejects the whole file, with the reason. */
export class FileRejected extends Error {}
