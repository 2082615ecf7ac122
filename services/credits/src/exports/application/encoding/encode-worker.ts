/*
 * Runs in a worker thread: encoding and compressing would delay the answers of the service. The modules of this folder
 * that it loads import each other by the name of the package, so that tests run them from their sources, without a
 * build (encode-file.ts).
 */
import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import type {
  Encoder,
  EncodingInput,
  EncodingOutput,
  EncodingTask,
  Sink,
} from '@app/credits/exports/application/encoding/encoder';

const { format, columns, path } = workerData as EncodingTask;
const digest = createHash('sha256');
const file = openSync(path, 'w', 0o600);
let bytes = 0;

const encoder = await encoderOf((content) => {
  for (let written = 0; written < content.byteLength; ) written += writeSync(file, content, written);
  digest.update(content);
  bytes += content.byteLength;
});

/** Loads what this format needs, and no more. */
async function encoderOf(sink: Sink): Promise<Encoder> {
  switch (format) {
    case 'PARQUET': {
      const { parquetEncoder } = await import('@app/credits/exports/application/encoding/parquet-encoder');
      return parquetEncoder(sink, columns);
    }
    case 'XLSX': {
      const { xlsxEncoder } = await import('@app/credits/exports/application/encoding/xlsx-encoder');
      return xlsxEncoder(sink, columns);
    }
    default: {
      const { plainEncoder } = await import('@app/credits/exports/application/encoding/plain-encoder');
      return plainEncoder(sink, { hasHeader: format !== 'JSONL' });
    }
  }
}

async function take(input: EncodingInput): Promise<void> {
  if ('memory' in input) {
    const { memory, length } = input;
    await encoder.write(new Uint8Array(memory, 0, length));
    send({ kind: 'written', rows: encoder.rows, memory });
    return;
  }
  await encoder.end();
  fsyncSync(file);
  closeSync(file);
  send({ kind: 'complete', bytes, sha256: digest.digest('hex') });
  parentPort?.close();
}

function send(output: EncodingOutput): void {
  parentPort?.postMessage(output, 'memory' in output ? [output.memory] : []);
}

let earlier = Promise.resolve();
parentPort?.on('message', (input: EncodingInput) => {
  earlier = earlier
    .then(() => take(input))
    .catch((error: unknown) => {
      const { code, name, message } = error as Error & { code?: string };
      send({ kind: 'failed', code: code ?? name, message });
      parentPort?.close();
    });
});
