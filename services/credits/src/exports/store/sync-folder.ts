import { open } from 'node:fs/promises';

/** Synchronizes the entries of a folder with the disk: a renamed file has its new name after a crash too. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder, and its renames are synchronized.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
