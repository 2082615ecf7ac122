import type { ExportColumn } from '../../domain/export-column.js';
import type { ExportFormat } from '../../domain/export-content.js';

/** What an encoder needs of a column. */
export type EncodedColumn = Pick<ExportColumn, 'name' | 'type' | 'nullable'>;

/** Takes the bytes of a file in their order; they are written when it returns. */
export type Sink = (bytes: Uint8Array) => void;

/** Makes the content of a file from the output of COPY. */
export type Encoder = {
  /** Number of rows so far. */
  readonly rows: number;
  write(chunk: Uint8Array): void | Promise<void>;
  end(): void | Promise<void>;
};

/** What the worker is started with. */
export type EncodingTask = {
  readonly format: ExportFormat;
  readonly columns: readonly EncodedColumn[];
  readonly path: string;
};

/** Messages to the worker: memory with output of COPY, which the worker gives back, then the end. */
export type EncodingInput = { readonly memory: ArrayBuffer; readonly length: number } | { readonly end: true };

/** Messages of the worker: a chunk is written and its memory free; the file is complete and synchronized; it cannot be written. */
export type EncodingOutput =
  | { readonly kind: 'written'; readonly rows: number; readonly memory: ArrayBuffer }
  | { readonly kind: 'complete'; readonly bytes: number; readonly sha256: string }
  | { readonly kind: 'failed'; readonly code: string | undefined; readonly message: string };

/** A fault in the data that another attempt does not mend; the message is for the user. */
export class EncodingFault extends Error {
  override name = 'EncodingFault';
}
