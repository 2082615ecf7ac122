import { createReadStream } from 'node:fs';
import { access, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { syncFolder } from './sync-folder.js';

/** The attempt at an export that writes a part file. */
export type Attempt = { readonly id: string; readonly attempt: number };

/** Where the files of exports are kept, by the ids of the exports. */
export type ExportFiles = {
  /** A local path for a file that is being written. */
  partPath(attempt: Attempt): string;
  /** Puts a complete, synchronized part into its place; a reader sees all of it or nothing. */
  publish(attempt: Attempt): Promise<void>;
  /** Reads bytes of a file, both ends included. Rejects with FileMissing where there is none. */
  read(id: string, range: { readonly first: number; readonly last: number }): Promise<Readable>;
  /** Removes the file of an export; one that is gone is no error. */
  remove(id: string): Promise<void>;
  removePart(attempt: Attempt): Promise<void>;
  /** Removes parts that processes left behind, except those of the given attempts. */
  removeOtherParts(attempts: readonly Attempt[]): Promise<void>;
};

/** The store has no file of this export. */
export class FileMissing extends Error {}

const PART = /\.part$/;

/** Keeps files in a folder, which all processes of the service share. */
export async function localFiles(folder: string): Promise<ExportFiles> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = (id: string) => join(folder, id);
  const parts = partFiles(folder);
  return {
    ...parts,
    async publish(attempt) {
      await rename(parts.partPath(attempt), path(attempt.id));
      await syncFolder(folder);
    },
    async read(id, { first, last }) {
      await access(path(id)).catch(() => {
        throw new FileMissing(id);
      });
      return createReadStream(path(id), { start: first, end: last });
    },
    remove: (id) => rm(path(id), { force: true }),
  };
}

/** The parts that this machine writes: also where complete files go elsewhere. */
export function partFiles(folder: string): Pick<ExportFiles, 'partPath' | 'removePart' | 'removeOtherParts'> {
  const nameOf = ({ id, attempt }: Attempt) => `${id}.${attempt}.part`;
  return {
    partPath: (attempt) => join(folder, nameOf(attempt)),
    removePart: (attempt) => rm(join(folder, nameOf(attempt)), { force: true }),
    async removeOtherParts(attempts) {
      const live = new Set(attempts.map(nameOf));
      const left = (await readdir(folder)).filter((name) => PART.test(name) && !live.has(name));
      for (const name of left) await rm(join(folder, name), { force: true });
    },
  };
}
