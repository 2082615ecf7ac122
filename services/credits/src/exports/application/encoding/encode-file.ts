import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Worker } from 'node:worker_threads';
import { EncodingFault, type EncodingInput, type EncodingOutput, type EncodingTask } from './encoder.js';

/** COPY answers in messages of a row; they are passed on in larger chunks. */
const CHUNK_BYTES = 256 * 1024;
/** Chunks of memory, which are used again and again: the source waits for the worker. */
const CHUNKS = 4;
/** One group of rows is in memory at a time, and of Parquet what its footer says of each group: 48 MB are enough for a million rows. */
const MEMORY = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 8 };

/** A complete file on the disk. */
export type EncodedFile = { readonly bytes: number; readonly sha256: string };

/** Encodes a stream of COPY into a file, in a worker thread, and synchronizes it with the disk. */
export async function encodeFile(
  source: NodeJS.ReadableStream,
  task: EncodingTask,
  { signal, onRows }: { readonly signal: AbortSignal; onRows(rows: number): void },
): Promise<EncodedFile> {
  const worker = startWorker(task);
  const over = new AbortController();
  try {
    const outcome = outcomeOf(worker, onRows);
    const sent = pipeline(source, chunksTo(worker, outcome), { signal: AbortSignal.any([signal, over.signal]) });
    const [file] = await Promise.all([outcome.complete, sent]);
    return file;
  } finally {
    over.abort();
    await worker.terminate();
  }
}

function startWorker(task: EncodingTask): Worker {
  // Tests run the sources: Node.js strips their types.
  const isSource = import.meta.url.endsWith('.ts');
  return new Worker(new URL(`./encode-worker.${isSource ? 'ts' : 'js'}`, import.meta.url), {
    workerData: task,
    execArgv: isSource ? ['--conditions=@app/source', '--no-warnings'] : [],
    resourceLimits: MEMORY,
  });
}

type Outcome = {
  readonly complete: Promise<EncodedFile>;
  /** Memory for the next chunk, once the worker has given back enough of it. */
  memory(): Promise<ArrayBuffer>;
};

function outcomeOf(worker: Worker, onRows: (rows: number) => void): Outcome {
  const free = Array.from({ length: CHUNKS }, () => new ArrayBuffer(CHUNK_BYTES));
  let returned = Promise.withResolvers<null>();
  const complete = Promise.withResolvers<EncodedFile>();
  const fail = (error: Error) => {
    complete.reject(error);
    returned.reject(error);
  };
  complete.promise.catch(() => undefined);
  returned.promise.catch(() => undefined);
  worker.on('error', fail);
  worker.on('exit', () => fail(new Error('The encoder ended before the file was complete.')));
  worker.on('message', (output: EncodingOutput) => {
    switch (output.kind) {
      case 'written':
        free.push(output.memory);
        onRows(output.rows);
        returned.resolve(null);
        break;
      case 'complete':
        complete.resolve(output);
        break;
      case 'failed':
        fail(faultOf(output));
    }
  });
  return {
    complete: complete.promise,
    async memory() {
      for (;;) {
        const memory = free.pop();
        if (memory !== undefined) return memory;
        await returned.promise;
        returned = Promise.withResolvers();
        returned.promise.catch(() => undefined);
      }
    },
  };
}

/** Errors of the worker arrive without their class. */
function faultOf({ code, message }: { code: string | undefined; message: string }): Error {
  return code === 'EncodingFault' ? new EncodingFault(message) : Object.assign(new Error(message), { code });
}

/** Gathers what is written in chunks, and hands their memory to the worker. */
function chunksTo(worker: Worker, outcome: Outcome): Writable {
  let memory: ArrayBuffer | undefined;
  let length = 0;

  async function gather(part: Buffer): Promise<void> {
    for (let at = 0; at < part.byteLength; ) {
      memory ??= await outcome.memory();
      const taken = part.subarray(at, at + CHUNK_BYTES - length);
      new Uint8Array(memory).set(taken, length);
      length += taken.byteLength;
      at += taken.byteLength;
      if (length === CHUNK_BYTES) send();
    }
  }

  function send(): void {
    if (memory === undefined) return;
    post(worker, { memory, length });
    [memory, length] = [undefined, 0];
  }

  return new Writable({
    write(part: Buffer, _encoding, done) {
      gather(part).then(() => done(), done);
    },
    final(done) {
      send();
      post(worker, { end: true });
      done();
    },
  });
}

function post(worker: Worker, input: EncodingInput): void {
  worker.postMessage(input, 'memory' in input ? [input.memory] : []);
}
