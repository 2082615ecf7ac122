import { type FileHandle, open } from 'node:fs/promises';

/** A line that was not recorded, and why. */
export type RejectedRow = { readonly line: number; readonly externalId: string | null; readonly reason: string };

/**
 * The refused lines, one JSON object each. Written at a known place before the lines around them are recorded, so that what
 * an interrupted load wrote too much is written over by the one that continues it.
 */
export class RejectedRows {
  readonly #file: FileHandle;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  /** An empty file, whatever was there before. */
  static async begin(path: string): Promise<RejectedRows> {
    return new RejectedRows(await open(path, 'w'));
  }

  /** The file with so much of what is there; undefined when it has lost some of that. */
  static async continueAt(path: string, length: number): Promise<RejectedRows | undefined> {
    const file = await open(path, 'r+').catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
    if (!file) return undefined;
    if ((await file.stat()).size < length) {
      await file.close();
      return undefined;
    }
    await file.truncate(length);
    return new RejectedRows(file);
  }

  /** Writes these lines at a place of the file and returns the place after them. */
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
