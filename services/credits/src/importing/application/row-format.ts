/** What a line holds, in the shape that the API takes; or why it cannot be read. */
export type ReadRow = { readonly record: unknown } | { readonly fault: string };

/** Reads the lines of one file. */
export type RowReader = (texts: readonly string[]) => ReadRow[];

/** The file as a whole cannot be loaded, and why. */
export class FileRejected extends Error {}
