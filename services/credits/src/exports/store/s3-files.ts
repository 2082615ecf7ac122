import { createReadStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { GetObjectCommandOutput } from '@aws-sdk/client-s3';
import { type ExportFiles, FileMissing, partFiles } from './export-files.js';

/** A bucket of an S3-compatible store. */
export type S3Settings = {
  /** Null: Amazon's own. Of other stores, buckets are addressed by paths, not by host names. */
  readonly endpoint: string | null;
  readonly region: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
};

const PREFIX = 'exports/';

/**
 * Keeps files in a bucket. They are written to the folder first, so that a file is complete before its upload begins; the
 * digest of the content is ours, since the ETag of a multipart upload is none. The client is loaded only here: 20 MB.
 */
export async function s3Files(folder: string, settings: S3Settings): Promise<ExportFiles> {
  const { DeleteObjectCommand, GetObjectCommand, S3Client } = await import('@aws-sdk/client-s3');
  const { Upload } = await import('@aws-sdk/lib-storage');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { bucket: Bucket, accessKeyId, secretAccessKey } = settings;
  const client = new S3Client({
    region: settings.region,
    credentials: { accessKeyId, secretAccessKey },
    // Other stores than Amazon's may not know the newer checksums.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    ...(settings.endpoint !== null && { endpoint: settings.endpoint, forcePathStyle: true }),
  });
  const parts = partFiles(folder);
  const objectOf = (id: string) => ({ Bucket, Key: `${PREFIX}${id}` });
  return {
    ...parts,
    async publish(attempt) {
      const path = parts.partPath(attempt);
      await new Upload({ client, params: { ...objectOf(attempt.id), Body: createReadStream(path) } }).done();
      await rm(path);
    },
    async read(id, { first, last }) {
      const Range = `bytes=${first}-${last}`;
      const { Body } = await client
        .send(new GetObjectCommand({ ...objectOf(id), Range }))
        .catch((error: unknown): GetObjectCommandOutput => {
          throw (error as Error).name === 'NoSuchKey' ? new FileMissing(id) : error;
        });
      return Body as Readable;
    },
    async remove(id) {
      await client.send(new DeleteObjectCommand(objectOf(id)));
    },
  };
}
