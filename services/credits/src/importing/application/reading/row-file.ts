import { type FileHandle, open } from 'node:fs/promises';

/** A file of JSON objects, one on each line. Only its owner reads it: it names profiles. */
export class RowFile {
  readonly #file: FileHandle | undefined;

  private constructor(file: FileHandle | undefined) {
    this.#file = file;
  }

  /** Creates an empty file; without a path the rows go nowhere. */
  static async create(path: string | undefined): Promise<RowFile> {
    return new RowFile(path === undefined ? undefined : await open(path, 'w', 0o600));
  }

  async write(rows: readonly object[]): Promise<void> {
    if (rows.length > 0) await this.#file?.appendFile(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  }

  async close(): Promise<void> {
    await this.#file?.close();
  }
}
