import { EnvironmentError } from '@app/subgraph-kit/settings/environment-error';
import { type ExportFiles, localFiles } from '../store/export-files.js';
import { type S3Settings, s3Files } from '../store/s3-files.js';
import { exportLinks } from './export-links.js';
import type { ExportsServices } from './exports-services.js';
import { feedKeys } from './feed-keys.js';

/** The settings of exports. */
export type ExportsSettings = {
  readonly publicUrl: string;
  readonly eventSigningSecret: string;
  readonly exportsFolder: string;
  readonly exportsBucket: S3Settings | null;
};

/** Opens the store of files. Rejects with the name of the setting when the folder cannot be used. */
export async function openExportFiles(
  settings: Pick<ExportsSettings, 'exportsFolder' | 'exportsBucket'>,
): Promise<ExportFiles> {
  const { exportsFolder: folder, exportsBucket: bucket } = settings;
  try {
    return await (bucket === null ? localFiles(folder) : s3Files(folder, bucket));
  } catch (error) {
    const { code = 'unknown' } = error as { code?: string };
    throw new EnvironmentError([`EXPORTS_DIR: this process cannot make the folder (${code})`]);
  }
}

/** What the operations and the downloads of exports need. */
export function exportsServices(settings: ExportsSettings, files: ExportFiles): ExportsServices {
  const { publicUrl, eventSigningSecret: secret } = settings;
  return { files, links: exportLinks({ publicUrl, secret }), feedKeys: feedKeys(secret) };
}
