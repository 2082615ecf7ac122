import { type FileHandle, open } from 'node:fs/promises';

/** A row that was not recorded, with the reason. */
export type RejectedRow = { readonly line: number; readonly externalId: string | null; readonly reason: string };

/**
 * The file of rejected rows, one JSON object each. Rows are written at a saved position before their chunk is recorded,
 * so that a continued import overwrites rows of a chunk that was not recorded.
 */
export class RejectedRows {
  readonly #file: FileHandle;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  /** Creates an empty file. Only its owner reads it: ids of completions contain profile ids. */
  static async begin(path: string): Promise<RejectedRows> {
    return new RejectedRows(await open(path, 'w', 0o600));
  }

  /** Truncates the file to a length; undefined when it is shorter. */
  static async continueAt(path: string, length: number): Promise<RejectedRows | undefined> {
    const file = await open(path, 'r+').catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    });
    if (!file) return undefined;
    if ((await file.stat()).size < length) {
      await file.close();
      return undefined;
    }
    await file.truncate(length);
    return new RejectedRows(file);
  }

  /** Writes rows at a position and returns the position after them. */
  async write(lines: readonly RejectedRow[], at: number): Promise<number> {
    if (lines.length === 0) return at;
    const bytes = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    for (let written = 0; written < bytes.length; ) {
      written += (await this.#file.write(bytes, written, bytes.length - written, at + written)).bytesWritten;
    }
    await this.#file.datasync();
    return at + bytes.length;
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}
