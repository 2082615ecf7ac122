/** What a line holds, in the shape that the API takes; or why it cannot be read. */
export type ReadLine = { readonly record: unknown } | { readonly fault: string };

/** Reads the lines of one file. */
export type LineReader = (texts: readonly string[]) => ReadLine[];

/** The file as a whole cannot be loaded, and why. */
export class FileRefused extends Error {}
