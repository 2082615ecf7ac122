import { once } from 'node:events';
import { constants, crc32, createDeflateRaw } from 'node:zlib';
import { EncodingFault, type Sink } from '@app/credits/exports/application/encoding/encoder';

/** 1980-01-01 00:00, the first instant that the format has: the same content gives the same bytes. */
const [TIME, DATE] = [0, 0x21];
/** Sizes follow the content; names are UTF-8. */
const FLAGS = 0x0808;
const [DEFLATE, VERSION] = [8, 20];
/** Larger files need the extension Zip64, which some readers lack. */
const MOST_BYTES = 0xffff_fffe;

type Written = { name: Buffer; crc: number; compressed: number; size: number; offset: number };

/** Writes files into a zip archive one after the other, without knowing their sizes in advance. */
export function zipArchive(sink: Sink) {
  const written: Written[] = [];
  let position = 0;
  const put = (bytes: Uint8Array) => {
    position += bytes.byteLength;
    if (position > MOST_BYTES)
      throw new EncodingFault('The file would be larger than 4 GB. Request it as PARQUET or CSV.');
    sink(bytes);
  };

  return {
    /** Begins a file of the archive. */
    file(path: string) {
      const entry: Written = { name: Buffer.from(path), crc: 0, compressed: 0, size: 0, offset: position };
      put(localHeader(entry));
      const deflate = createDeflateRaw({ level: constants.Z_BEST_SPEED });
      let failure: Error | undefined;
      deflate.on('error', (error) => {
        failure = error;
      });
      deflate.on('data', (bytes: Buffer) => {
        entry.compressed += bytes.byteLength;
        try {
          put(bytes);
        } catch (error) {
          deflate.destroy(error as Error);
        }
      });
      return {
        async write(text: string): Promise<void> {
          if (failure) throw failure;
          const bytes = Buffer.from(text);
          entry.crc = crc32(bytes, entry.crc);
          entry.size += bytes.byteLength;
          if (entry.size > MOST_BYTES)
            throw new EncodingFault('The sheet would be larger than 4 GB. Request it as PARQUET or CSV.');
          if (!deflate.write(bytes)) await once(deflate, 'drain');
        },
        async end(): Promise<void> {
          if (failure) throw failure;
          deflate.end();
          await once(deflate, 'end');
          put(
            record(0x08074b50, [
              [entry.crc, 4],
              [entry.compressed, 4],
              [entry.size, 4],
            ]),
          );
          written.push(entry);
        },
      };
    },
    /** Writes the directory of the archive. */
    finish(): void {
      const offset = position;
      for (const entry of written) put(directoryEntry(entry));
      const [count, length] = [written.length, position - offset];
      put(
        record(0x06054b50, [
          [0, 2],
          [0, 2],
          [count, 2],
          [count, 2],
          [length, 4],
          [offset, 4],
          [0, 2],
        ]),
      );
    },
  };
}

function localHeader({ name }: Written): Buffer {
  return Buffer.concat([
    record(0x04034b50, [
      [VERSION, 2],
      [FLAGS, 2],
      [DEFLATE, 2],
      [TIME, 2],
      [DATE, 2],
      [0, 4],
      [0, 4],
      [0, 4],
      [name.length, 2],
      [0, 2],
    ]),
    name,
  ]);
}

function directoryEntry({ name, crc, compressed, size, offset }: Written): Buffer {
  const common: Field[] = [
    [VERSION, 2],
    [FLAGS, 2],
    [DEFLATE, 2],
    [TIME, 2],
    [DATE, 2],
    [crc, 4],
    [compressed, 4],
    [size, 4],
    [name.length, 2],
  ];
  return Buffer.concat([
    record(0x02014b50, [[VERSION, 2], ...common, [0, 2], [0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]]),
    name,
  ]);
}

type Field = [value: number, bytes: 2 | 4];

/** A record of the format: its signature and little-endian numbers. */
function record(signature: number, fields: readonly Field[]): Buffer {
  const all: Field[] = [[signature, 4], ...fields];
  const bytes = Buffer.alloc(all.reduce((sum, [, length]) => sum + length, 0));
  let at = 0;
  for (const [value, length] of all) at = bytes.writeUIntLE(value, at, length);
  return bytes;
}
